package coffee.crema.server.config;

import coffee.crema.server.config.Settings.Auth;
import coffee.crema.server.config.Settings.Oidc;
import coffee.crema.server.config.Settings.Web;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the web application is told of where it runs.
final class WebSettings {
    private static final String CLIENT_ID = "crema.web.oidc.client-id";
    private static final String ISSUER = "crema.web.oidc.issuer";
    private static final String SCOPE = "crema.web.oidc.scope";

    /// RFC 6749, appendix A.1.
    private static final Pattern CLIENT_ID_SHAPE = Pattern.compile("[\\x21-\\x7e]{1,256}");

    /// RFC 6749, appendix A.4.
    private static final Pattern SCOPE_SHAPE =
            Pattern.compile(
                    "[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+){0,31}");

    private WebSettings() {}

    static Web read(Values values, Auth auth) {
        var client = values.text(CLIENT_ID);
        var issuer = values.address(ISSUER);
        var scope = values.text(SCOPE);
        if (client.isEmpty()) {
            if (issuer.isPresent() || scope.isPresent()) {
                throw new SettingsException(
                        ISSUER + " and " + SCOPE + " need " + CLIENT_ID + " beside them.");
            }
            return new Web(Optional.empty());
        }
        return new Web(
                Optional.of(
                        new Oidc(
                                issuer.or(() -> ofTokens(auth)).orElseThrow(WebSettings::nowhere),
                                client(client.get()),
                                scope(scope.orElse("openid profile")))));
    }

    /// Who vouches for tokens is mostly where people sign in.
    private static Optional<URI> ofTokens(Auth auth) {
        return auth.issuer().map(text -> Values.address("crema.auth.issuer", text));
    }

    private static SettingsException nowhere() {
        return new SettingsException(
                "With "
                        + CLIENT_ID
                        + ", "
                        + ISSUER
                        + " or crema.auth.issuer must say where people sign in.");
    }

    private static String client(String text) {
        if (!CLIENT_ID_SHAPE.matcher(text).matches()) {
            throw Values.wrong(CLIENT_ID, text, "must be 1 to 256 visible characters of ASCII");
        }
        return text;
    }

    private static String scope(String text) {
        if (!SCOPE_SHAPE.matcher(text).matches()
                || !List.of(text.split(" ", -1)).contains("openid")) {
            throw Values.wrong(
                    SCOPE, text, "must be names with single spaces between, openid among them");
        }
        return text;
    }
}
