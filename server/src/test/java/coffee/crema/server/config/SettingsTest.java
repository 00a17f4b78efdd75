package coffee.crema.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.server.config.Settings.Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String SECRET =
            "--crema.auth.hs256-secret=0123456789abcdef0123456789abcdef";

    @Test
    void with_nothing_set_a_node_is_for_development_on_its_own_machine() {
        Settings settings = read();
        assertThat(settings.mode()).isEqualTo(Mode.DEVELOPMENT);
        assertThat(settings.listen())
                .isEqualTo(
                        new Settings.Listen("127.0.0.1", 8080, Optional.empty(), Optional.empty()));
        assertThat(settings.database()).isEqualTo(new Store.Sqlite(Path.of("crema-data/crema.db")));
        assertThat(settings.redis()).isEmpty();
        assertThat(settings.drain().spread()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.log()).isEqualTo(Settings.LogFormat.TEXT);
    }

    @Test
    void arguments_win_over_the_environment_and_that_over_the_file(@TempDir Path dir)
            throws Exception {
        Path file = dir.resolve("crema.yml");
        Files.writeString(
                file,
                """
                crema:
                  listen: {port: 1}
                  drain: {spread: 1s, delay: 2s}
                  presence: {grace: 3s}
                  origins: [https://a.example, https://b.example]
                """);
        var environment =
                Map.of(
                        "CREMA_CONFIG", file.toString(),
                        "CREMA_LISTEN_PORT", "2",
                        "CREMA_DRAIN_SPREAD", "2s");
        var settings = SettingsSources.read(List.of("--crema.listen.port=3"), environment);
        assertThat(settings.listen().port()).isEqualTo(3);
        assertThat(settings.drain().spread()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.presence().grace()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.origins())
                .containsExactlyInAnyOrder("https://a.example", "https://b.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void development_refuses_to_be_reached_by_others(String host) {
        assertThatThrownBy(() -> read("--crema.listen.host=" + host))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("crema.mode=production");
        assertThat(read("--crema.mode=production", SECRET, "--crema.listen.host=" + host).listen())
                .extracting(Settings.Listen::host)
                .isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --crema.listen.port=80800 | crema.listen.port must be a whole number from 0 to 65535, and is "80800".
                    --crema.listen.port=x | crema.listen.port must be a whole number from 0 to 65535, and is "x".
                    --crema.mode=prod | crema.mode must be one of development, production, and is "prod".
                    --crema.mode=production | In production mode tokens need keys: set crema.auth.jwks-url (RS256), or crema.auth.hs256-secret.
                    --crema.auth.hs256-secret=short | crema.auth.hs256-secret must have at least 32 bytes.
                    --crema.auth.jwks-url=https://id.example/keys | With crema.auth.jwks-url, crema.auth.issuer must say whose tokens are accepted.
                    --crema.auth.jwks-url=file:///etc/keys | crema.auth.jwks-url must be an http or https address, and is "file:///etc/keys".
                    --crema.auth.guest-ttl-max=25h | crema.auth.guest-ttl-max must be a duration from 60s to 24h, such as 5s, and is "25h".
                    --crema.auth.issuer=crema-guest | crema.auth.issuer must not be crema-guest, crema-invitation or crema-dev: those are the nodes' own.
                    --crema.listen.client-address-header=X Real | crema.listen.client-address-header must be the name of a header such as X-Forwarded-For, and is "X Real".
                    --crema.limits.guests-per-minute=0 | crema.limits.guests-per-minute must be a whole number from 1 to 100000, and is "0".
                    --crema.web.oidc.client-id=web | With crema.web.oidc.client-id, crema.web.oidc.issuer or crema.auth.issuer must say where people sign in.
                    --crema.web.oidc.scope=openid | crema.web.oidc.issuer and crema.web.oidc.scope need crema.web.oidc.client-id beside them.
                    --crema.web.oidc.issuer=id.example | crema.web.oidc.issuer must be an http or https address, and is "id.example".
                    --crema.listen.tls-key=none.pem | crema.listen.tls-key must be a file that the node can read, and is "none.pem".
                    --crema.listen.tls-certificate=pom.xml | crema.listen.tls-certificate and crema.listen.tls-key must be set together.
                    --crema.drain.spread=10 | crema.drain.spread must be a duration from 0s to 600s, such as 5s, and is "10".
                    --crema.database.url=mysql://x | crema.database.url must start with jdbc:sqlite: and a file, or with jdbc:postgresql://.
                    --crema.redis.uri=cache:6379 | crema.redis.uri must start with redis:// or rediss://.
                    --crema.origins=crema.example | crema.origins must list origins such as https://crema.example, and is "crema.example".
                    --crema.auth.api-keys=billing:abc:publish | Each of crema.auth.api-keys must be name:sha256-of-the-key:scope+scope.
                    --crema.blind-box.keys=a:c2hvcnQ= | Each of crema.blind-box.keys must be name:key, the key being 32 bytes in base64.
                    --crema.blind-box.keys=hush | Each of crema.blind-box.keys must be name:key, the key being 32 bytes in base64.
                    --crema.drian.delay=1s | There is no setting --crema.drian.delay; see docs/configuration.md.
                    -micronaut.server.port=1 | Arguments look like --crema.listen.port=8080; "-micronaut.server.port" does not.
                    """)
    void what_is_wrong_is_said_in_one_sentence(String argument, String sentence) {
        assertThatThrownBy(() -> read(argument))
                .isInstanceOf(SettingsException.class)
                .hasMessage(sentence);
    }

    @Test
    void people_sign_in_where_tokens_come_from_unless_another_place_is_named() {
        assertThat(read().web().oidc()).isEmpty();
        String client = "--crema.web.oidc.client-id=web";
        String issuer = "--crema.auth.issuer=https://id.example";
        assertThat(read(client, issuer).web().oidc())
                .contains(
                        new Settings.Oidc(
                                URI.create("https://id.example"), "web", "openid profile"));
        assertThat(
                        read(
                                        client,
                                        issuer,
                                        "--crema.web.oidc.issuer=https://login.example/a",
                                        "--crema.web.oidc.scope=profile openid crema:cup")
                                .web()
                                .oidc())
                .contains(
                        new Settings.Oidc(
                                URI.create("https://login.example/a"),
                                "web",
                                "profile openid crema:cup"));
        assertThatThrownBy(() -> read(client, "--crema.auth.issuer=platform"))
                .hasMessage(
                        "crema.auth.issuer must be an http or https address, and is \"platform\".");
        for (String scope : List.of("profile", "openid  profile", "openid;profile openid\"")) {
            assertThatThrownBy(() -> read(client, issuer, "--crema.web.oidc.scope=" + scope))
                    .hasMessageContaining("openid among them");
        }
        assertThatThrownBy(() -> read(issuer, "--crema.web.oidc.client-id=a b"))
                .hasMessageContaining("visible characters");
    }

    @Test
    void an_unknown_name_in_environment_or_file_is_refused(@TempDir Path dir) throws Exception {
        assertThatThrownBy(() -> SettingsSources.read(List.of(), Map.of("CREMA_PROT", "1")))
                .hasMessage("There is no setting CREMA_PROT; see docs/configuration.md.");
        Path file = dir.resolve("crema.yml");
        Files.writeString(file, "crema: {listen: {prot: 1}}");
        assertThatThrownBy(() -> read("--crema.config=" + file))
                .hasMessage("There is no setting crema.listen.prot; see docs/configuration.md.");
        assertThatThrownBy(() -> read("--crema.config=" + dir.resolve("none.yml")))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void secrets_are_not_printed() {
        var settings =
                read(
                        SECRET,
                        "--crema.redis.uri=redis://:hush@cache",
                        "--crema.database.url=jdbc:postgresql://db/crema?password=hush",
                        "--crema.database.password=hush");
        assertThat(settings.toString()).doesNotContain("hush").doesNotContain("0123456789abcdef");
    }

    private static Settings read(String... arguments) {
        return SettingsSources.read(List.of(arguments), Map.of());
    }
}
