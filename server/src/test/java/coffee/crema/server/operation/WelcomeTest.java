package coffee.crema.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.config.SettingsSources;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WelcomeTest {

    @Test
    void in_development_it_says_what_to_open_what_comes_of_it_and_how_to_get_a_token() {
        assertThat(welcome())
                .contains("  open    http://localhost:8080\n")
                .contains("one click there starts a demo cupping")
                .contains("  token   curl -s 'http://localhost:8080/dev/token?user=ann'\n")
                .contains("DEVELOPMENT MODE");
    }

    @Test
    void in_production_it_promises_neither() {
        assertThat(
                        welcome(
                                "--crema.mode=production",
                                "--crema.auth.hs256-secret=0123456789abcdef0123456789abcdef"))
                .contains("  open    http://localhost:8080\n")
                .contains("whoever holds the HS256 secret")
                .doesNotContain("demo")
                .doesNotContain("/dev/token")
                .doesNotContain("0123456789abcdef");
    }

    private static String welcome(String... arguments) {
        return Welcome.text(
                SettingsSources.read(Arrays.asList(arguments), Map.of()),
                URI.create("http://localhost:8080"));
    }
}
