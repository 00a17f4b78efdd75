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
    void the_page_learns_where_people_sign_in_and_may_go_there_and_nowhere_else() {
        try (var node =
                LocalNode.start(
                        dir,
                        "crema.auth.issuer=https://id.example:8443/realms/coffee",
                        "crema.web.oidc.client-id=crema-web")) {
            assertThat(node.call("GET", "/web.json", "").body())
                    .isEqualTo(
                            """
                            {"mode":"development","oidc":{"issuer":"https://id.example:8443/realms/coffee",\
                            "clientId":"crema-web","scope":"openid profile"}}\
                            """);
            assertThat(
                            node.call("GET", "/", "")
                                    .headers()
                                    .firstValue("Content-Security-Policy")
                                    .orElse(""))
                    .contains("connect-src 'self' https://id.example:8443;");
        }
    }

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
            assertThat(node.call("GET", "/web.json", "").body())
                    .isEqualTo("{\"mode\":\"production\"}");
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
