package coffee.crema.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CremaServerTest {

    @Test
    void a_started_node_says_it_is_up() throws Exception {
        try (var server = start();
                var client = HttpClient.newHttpClient()) {
            var health = HttpRequest.newBuilder(URI.create(server.getURI() + "/health")).build();
            var response = client.send(health, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"status\":\"UP\"");
        }
    }

    @Test
    void a_node_listens_to_its_own_machine_only_by_default() {
        try (var server = start()) {
            assertThat(server.getHost()).isEqualTo("127.0.0.1");
        }
    }

    private static EmbeddedServer start() {
        return ApplicationContext.run(EmbeddedServer.class, Map.of("micronaut.server.port", -1));
    }
}
