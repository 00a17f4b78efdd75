package coffee.crema.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.connection.CommandCatalog;
import coffee.crema.server.LocalNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class AsyncApiTest {
    private static final Path COMMITTED = Path.of("src/main/resources/asyncapi.yaml");

    @TempDir Path dir;

    /// `-Dcrema.asyncapi.write=true` writes it anew.
    @Test
    void the_committed_document_says_what_is_registered_no_more_and_no_less() throws Exception {
        try (var node = LocalNode.start(dir)) {
            String now = AsyncApiDocument.of(node.bean(CommandCatalog.class));
            if (Boolean.getBoolean("crema.asyncapi.write")) {
                Files.writeString(COMMITTED, now);
            }
            assertThat(Files.readString(COMMITTED)).isEqualTo(now);
            assertThat(new Yaml().<Object>load(now)).isNotNull();
            assertThat(now)
                    .contains("room.join")
                    .contains("channel.publish")
                    .contains("event.chat.said")
                    .contains("event.presence_diff");
        }
    }
}
