package coffee.crema.server.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.connection.CommandCatalog;
import coffee.crema.server.LocalNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class AsyncApiTest {
    private static final Path COMMITTED = Path.of("src/main/resources/asyncapi.yaml");
    private static final String REGENERATE =
            "asyncapi.yaml is not what is registered: run `mvn -pl server -am test -Dtest=AsyncApiTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dcrema.asyncapi.write=true` and commit the file";

    @TempDir static Path dir;
    private static LocalNode node;

    @BeforeAll
    static void start() throws IOException {
        node = LocalNode.start(dir);
        if (Boolean.getBoolean("crema.asyncapi.write")) {
            Files.writeString(COMMITTED, AsyncApiDocument.of(node.bean(CommandCatalog.class)));
        }
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void the_committed_document_says_what_is_registered_no_more_and_no_less() throws Exception {
        String registered = AsyncApiDocument.of(node.bean(CommandCatalog.class));
        assertThat(Files.readString(COMMITTED)).as(REGENERATE).isEqualTo(registered);
    }

    @Test
    void every_command_event_and_reference_is_there() throws Exception {
        String text = Files.readString(COMMITTED);
        Map<String, Object> document = new Yaml().load(text);
        var catalog = node.bean(CommandCatalog.class);
        for (String command : catalog.commands().keySet()) {
            at(document, "components", "messages", command, "payload");
            at(document, "components", "messages", command + ".ack", "payload");
            at(document, "operations", command, "reply");
        }
        for (String event : catalog.events()) {
            at(document, "components", "messages", "event." + event, "payload");
        }
        text.lines()
                .map(String::strip)
                .map(line -> line.startsWith("- ") ? line.substring(2) : line)
                .filter(line -> line.startsWith("$ref: "))
                .map(line -> line.substring("$ref: ".length()).replace("'", ""))
                .distinct()
                .forEach(reference -> at(document, reference.substring(2).split("/")));
    }

    @Test
    void fields_are_described_as_they_travel() throws Exception {
        Map<String, Object> document = new Yaml().load(Files.readString(COMMITTED));
        var create =
                at(
                        document,
                        "components",
                        "messages",
                        "room.create",
                        "payload",
                        "properties",
                        "data");
        assertThat(create).containsEntry("additionalProperties", false);
        assertThat(create.get("required").toString()).isEqualTo("[type, title]");
        assertThat(at(create, "properties", "type").get("enum").toString())
                .isEqualTo("[cupping, tasting, blind-box, virtual, event]");
        assertThat(at(create, "properties", "id")).containsEntry("type", "string");
        var error =
                at(document, "components", "messages", "error", "payload", "properties", "error");
        assertThat(error.get("required").toString())
                .isEqualTo("[code, number, message, retryable]");
    }

    @Test
    void it_is_served_as_committed() throws Exception {
        var served = node.call("GET", "/asyncapi.yaml", "");
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(served.body()).isEqualTo(Files.readString(COMMITTED));
    }

    /// By path, or fails.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> document, String... path) {
        Map<String, Object> here = document;
        for (String name : path) {
            assertThat(here).as(String.join("/", path)).containsKey(name);
            here = (Map<String, Object>) here.get(name);
        }
        return here;
    }
}
