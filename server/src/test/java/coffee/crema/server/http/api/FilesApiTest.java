package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.TastingRoom.markAll;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files through the door: gradings in, sessions out.
class FilesApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CSV = "text/csv";
    private static final String PREVIEW = "/api/v1/samples/import";
    private static final List<String> GRADINGS =
            List.of("cqi_arabica_2018.csv", "cqi_arabica_2023.csv", "cqi_robusta_2018.csv");

    /// Where the real gradings are not.
    private static final String MADE_UP =
            """
            lot,country,aroma,flavor,aftertaste,acidity,body,balance,uniformity,clean_cup,sweetness,overall,total
            M1,Kenya,8,8,8,8,8,8,10,10,10,8,86
            M2,Peru,8,8,8,8,8,8,10,10,10,8,90
            """;

    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir, "crema.limits.requests-per-minute=1000000");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Optional<Path> gradings() {
        String named =
                Optional.ofNullable(System.getProperty("crema.gradings"))
                        .orElse(System.getenv("CREMA_GRADINGS"));
        return named != null
                ? Optional.of(Path.of(named))
                : Stream.of("../shared/data", "../../shared/data")
                        .map(Path::of)
                        .filter(folder -> Files.isRegularFile(folder.resolve(GRADINGS.getFirst())))
                        .findFirst();
    }

    @Test
    void real_gradings_are_looked_at_row_by_row() throws IOException {
        var room = new TastingRoom(node, "gradings");
        Optional<Path> folder = gradings();
        System.out.println(
                folder.isPresent() ? "the real gradings" : "made-up rows for the real gradings");
        int rows = 0;
        List<String> problems = new ArrayList<>();
        for (String name : GRADINGS) {
            byte[] file =
                    folder.isPresent()
                            ? Files.readAllBytes(folder.get().resolve(name))
                            : MADE_UP.getBytes(StandardCharsets.UTF_8);
            JsonNode seen = done(room.file("hana", "POST", PREVIEW, file, CSV));
            assertThat(seen.path("samples")).hasSize(seen.path("rows").asInt());
            assertThat(seen.path("problemsLeftOut").asInt()).isZero();
            rows += seen.path("rows").asInt();
            seen.path("problems")
                    .forEach(one ->
                            problems.add(
                                    one.path("lot").asText() + " " + one.path("problem").asText()));
        }
        assertThat(rows).isEqualTo(folder.isPresent() ? 1_546 : 6);
        if (folder.isPresent()) {
            assertThat(problems)
                    .filteredOn(one -> one.endsWith("total-differs"))
                    .containsExactly("L0962 total-differs", "L1230 total-differs");
            assertThat(problems).filteredOn(one -> one.endsWith("total-zero")).hasSize(1);
            intoASession(room, Files.readAllBytes(folder.get().resolve(GRADINGS.getFirst())));
        } else {
            assertThat(problems).hasSize(3).allMatch("M2 total-differs"::equals);
        }
    }

    private static void intoASession(TastingRoom room, byte[] file) throws IOException {
        String path = room.session("graded", "[]") + "/samples/import";
        HttpResponse<byte[]> whole = room.file("hana", "POST", path, file, CSV);
        assertThat(whole.statusCode()).isEqualTo(403);
        assertThat(JSON.readTree(whole.body()).at("/error/limit").asInt()).isEqualTo(100);
        JsonNode part =
                done(room.file("hana", "POST", path + "?from=3&limit=40&flight=1", file, CSV));
        assertThat(part.path("rows").asInt()).isEqualTo(1_311);
        assertThat(part.path("imported").asInt()).isEqualTo(40);
        assertThat(part.at("/session/samples")).hasSize(40);
        assertThat(part.path("problems")).isNotEmpty();
        JsonNode identity = part.at("/session/samples/0/identity");
        assertThat(identity.path("name").asText()).matches("L00[0-4][0-9]");
        assertThat(identity.at("/more/total").asText()).isNotBlank();
        assertThat(identity.path("country").asText()).isNotBlank();
    }

    @Test
    void a_file_that_is_too_large_or_none_is_refused_and_counted() throws IOException {
        var room = new TastingRoom(node, "large");
        double before = count("crema.http.files.refused", "limit", "bytes");
        byte[] large = ("lot\n" + "x".repeat(4 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        refused(room.file("hana", "POST", PREVIEW, large, CSV), 413, "too_large");
        assertThat(count("crema.http.files.refused", "limit", "bytes")).isEqualTo(before + 1);
        byte[] huge = new byte[6 * 1024 * 1024];
        assertThat(room.file("hana", "POST", PREVIEW, huge, CSV).statusCode()).isEqualTo(413);
        byte[] exact = "lot\n".concat("L1\n".repeat(9_999)).getBytes(StandardCharsets.UTF_8);
        assertThat(done(room.file("hana", "POST", PREVIEW, exact, CSV)).path("rows").asInt())
                .isEqualTo(9_999);
        byte[] tooMany = "lot\n".concat("L1\n".repeat(10_001)).getBytes(StandardCharsets.UTF_8);
        refused(room.file("hana", "POST", PREVIEW, tooMany, CSV), 403, "too_many");
        assertThat(count("crema.tastings.imports.refused", "code", "too_many")).isPositive();
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(room.file("hana", "POST", PREVIEW, json, "application/json").statusCode())
                .isEqualTo(415);
        refused(room.file("hana", "POST", PREVIEW, new byte[0], CSV), 400, "malformed");
        // Other bodies have the bound that they had.
        byte[] body =
                ("{\"title\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        refused(
                room.file("hana", "POST", "/api/v1/rooms", body, "application/json"),
                413,
                "too_large");
    }

    @Test
    void a_session_goes_out_as_each_may_see_it() throws IOException {
        var room = new TastingRoom(node, "out");
        ApiCaller ann = room.member("ann");
        room.member("bob");
        String path = room.session("out-1", "[{\"identity\":{\"name\":\"Kochere\"}}]");
        ann.done("POST", path + "/cuppers", "");
        room.move(path);
        String code = room.host.get(path).at("/session/samples/0/code").asText();
        markAll(ann, path, code, 7);
        HttpResponse<byte[]> csv = export(room, "hana", path, "csv");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"crema-out-1.csv\"");
        assertThat(text(csv)).startsWith("\uFEFFsession,").contains("89.50", "name: Kochere");
        assertThat(text(export(room, "ann", path, "csv")))
                .contains("89.50")
                .doesNotContain("Kochere");
        assertThat(text(export(room, "bob", path, "csv"))).doesNotContain("89.50", "Kochere");
        HttpResponse<byte[]> json = export(room, "hana", path, "json");
        assertThat(JSON.readTree(json.body()).at("/sheets/0/score/total").asDouble())
                .isEqualTo(89.5);
        HttpResponse<byte[]> pdf = export(room, "hana", path, "pdf&lang=ko");
        assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
        try (var document = Loader.loadPDF(pdf.body())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Kochere", "89.50", "샘플 " + code);
        }
        room.host.refused(400, "invalid_field", "GET", path + "/export?format=xls", "");
        room.host.refused(400, "invalid_field", "GET", path + "/export?format=pdf&lang=fr", "");
        ApiCaller.member(node, "zed")
                .refused(403, "not_joined", "GET", path + "/export?format=csv", "");
    }

    private static HttpResponse<byte[]> export(
            TastingRoom room, String user, String path, String format) {
        var response =
                room.file(
                        user, "GET", path + "/export?format=" + format, new byte[0], "text/plain");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        return response;
    }

    private static JsonNode done(HttpResponse<byte[]> response) throws IOException {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static void refused(HttpResponse<byte[]> response, int status, String code)
            throws IOException {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).at("/error/code").asText()).isEqualTo(code);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static double count(String name, String tag, String value) {
        return node.bean(MeterRegistry.class).counter(name, tag, value).count();
    }
}
