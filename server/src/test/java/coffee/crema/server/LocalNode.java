package coffee.crema.server;

import coffee.crema.server.config.SettingsSources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/// A node in the JVM of the test, with an HTTP client: on a free port, with a SQLite file.
public final class LocalNode implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Node node;

    private LocalNode(Node node) {
        this.node = node;
    }

    /// @param settings `crema.x=y` each
    public static LocalNode start(Path dir, String... settings) {
        var arguments = new ArrayList<String>();
        arguments.add("--crema.listen.port=0");
        arguments.add("--crema.database.url=jdbc:sqlite:" + dir.resolve("crema.db"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new LocalNode(Node.start(SettingsSources.read(arguments, Map.of())));
    }

    public Node node() {
        return node;
    }

    public <T> T bean(Class<T> type) {
        return node.context().getBean(type);
    }

    public String token(String user) {
        String body = call("GET", "/dev/token?user=" + user, "").body();
        return body.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    /// @param json the body; empty for none
    /// @param headers names and values in turn
    public HttpResponse<String> call(String method, String path, String json, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(node.address() + path))
                        .method(
                                method,
                                json.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
