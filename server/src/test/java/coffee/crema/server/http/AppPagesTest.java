package coffee.crema.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a node serves a web application: the small one in `src/test/resources/public`.
class AppPagesTest {
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String SCRIPT = "/assets/app-0a1b2c3d.js";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/join",
                "/signed-in",
                "/rooms/r1",
                "/rooms/a.b/sessions/s.1/host",
                "/boxes/7?x=1",
                "/apiary",
                "/index.html"
            })
    void a_view_is_reloaded_at_its_own_address(String path) {
        var page = get(path, "Accept", BROWSER);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page)).contains("The page of tests");
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(page, "Content-Security-Policy")).contains("script-src 'self' ");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/app-ffffffff.js",
                "/assets/",
                "/assets",
                "/old.js",
                "/favicon.ico",
                "/.well-known/anything",
                "/api/v1/nothing",
                "/api",
                "/dev/nothing",
                "/prometheus/nothing",
                "/sync/nothing"
            })
    void what_is_no_view_stays_unfound_for_browsers_too(String path) {
        var answer = get(path, "Accept", BROWSER);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("\"not_found\"");
    }

    @Test
    void a_view_is_for_people_and_not_for_scripts_or_other_methods() {
        assertThat(get("/rooms/r1").statusCode()).isEqualTo(404);
        assertThat(get("/rooms/r1", "Accept", "application/json").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/rooms/r1", "Accept", BROWSER).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/v1/guests", "Accept", BROWSER).statusCode()).isEqualTo(405);
        assertThat(get("/%2e%2e/application.yml").statusCode()).isEqualTo(404);
        assertThat(get("/assets/../../application.yml").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/app-0a1b2c3d.js, text/javascript; charset=utf-8",
        "/assets/engine-4e5f6a7b.wasm, application/wasm",
        "/assets/text-8c9d0e1f.woff2, font/woff2"
    })
    void files_with_a_hash_in_their_name_are_kept_for_good(String path, String type) {
        var file = get(path);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Type")).isEqualTo(type);
        assertThat(header(file, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/sw.js, text/javascript; charset=utf-8",
        "/manifest.webmanifest, application/manifest+json"
    })
    void what_may_change_is_asked_for_each_time_and_sent_once(String path, String type) {
        var first = get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "Content-Type")).isEqualTo(type);
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        String tag = header(first, "ETag");
        var again = get(path, "If-None-Match", "\"other\", " + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(header(again, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, "/assets/engine-4e5f6a7b.wasm"})
    void scripts_and_wasm_come_packed_once_to_whoever_takes_that(String path) throws Exception {
        var plain = get(path);
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).containsIgnoringCase("accept-encoding");
        var packed = get(path, "Accept-Encoding", "gzip, deflate, br");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).containsIgnoringCase("accept-encoding");
        assertThat(packed.body().length).isLessThan(plain.body().length / 4);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag"));
        var known = get(path, "Accept-Encoding", "gzip", "If-None-Match", header(packed, "ETag"));
        assertThat(known.statusCode()).isEqualTo(304);
        var refused = get(path, "Accept-Encoding", "gzip;q=0, deflate;q=0");
        assertThat(header(refused, "Content-Encoding")).isEmpty();
        assertThat(refused.body()).isEqualTo(plain.body());
    }

    @Test
    void fonts_are_not_packed_again() {
        var font = get("/assets/text-8c9d0e1f.woff2", "Accept-Encoding", "gzip");
        assertThat(header(font, "Content-Encoding")).isEmpty();
    }

    @Test
    void a_head_tells_what_a_get_would_bring() {
        var head = send("HEAD", SCRIPT);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(header(get(SCRIPT), "ETag"));
    }

    private static HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(node.node().address() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
