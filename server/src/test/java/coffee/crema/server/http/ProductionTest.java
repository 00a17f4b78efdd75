package coffee.crema.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductionTest {
    private static final String KEY_HASH =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @TempDir Path dir;

    @Test
    void in_production_nobody_gets_tokens_and_numbers_need_a_scope() {
        String foreign;
        try (var development = LocalNode.start(dir)) {
            foreign = development.token("ann");
        }
        try (var node =
                LocalNode.start(
                        dir,
                        "crema.mode=production",
                        "crema.auth.hs256-secret=0123456789abcdef0123456789abcdef",
                        "crema.auth.api-keys=prom:" + KEY_HASH + ":metrics")) {
            assertThat(node.call("GET", "/mode", "").body()).contains("production");
            assertThat(node.call("GET", "/dev/token?user=ann", "").statusCode()).isEqualTo(404);
            var refused =
                    node.call("GET", "/api/v1/rooms", "", "Authorization", "Bearer " + foreign);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(node.call("GET", "/prometheus", "").statusCode()).isEqualTo(401);
            assertThat(node.call("GET", "/prometheus", "", "X-Api-Key", "secret").statusCode())
                    .isEqualTo(200);
        }
    }
}
