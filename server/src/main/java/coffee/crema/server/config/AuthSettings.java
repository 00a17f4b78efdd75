package coffee.crema.server.config;

import coffee.crema.server.config.Settings.ApiKey;
import coffee.crema.server.config.Settings.Auth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whose tokens and keys are accepted, and what must fit together in that.
final class AuthSettings {

    /// The shortest HS256 secret, in bytes: as long as the hash (RFC 7518, 3.2).
    static final int SECRET_BYTES_MIN = 32;

    private static final Pattern API_KEY =
            Pattern.compile("([a-z0-9-]{1,64}):([0-9a-fA-F]{64}):([a-z:+-]+)");
    private static final Set<String> SCOPES =
            Set.of(
                    "rooms",
                    "rooms:read",
                    "rooms:write",
                    "moderate",
                    "presence:read",
                    "blind-boxes",
                    "publish",
                    "tokens",
                    "metrics");
    private static final Set<String> OWN_ISSUERS =
            Set.of("crema-guest", "crema-invitation", "crema-dev");

    private AuthSettings() {}

    static Auth read(Values values, Mode mode) {
        var auth =
                new Auth(
                        values.text("crema.auth.issuer"),
                        values.text("crema.auth.audience"),
                        values.address("crema.auth.jwks-url"),
                        values.text("crema.auth.hs256-secret"),
                        values.duration(
                                "crema.auth.clock-skew",
                                Duration.ofSeconds(10),
                                Duration.ZERO,
                                Duration.ofMinutes(2)),
                        values.duration(
                                "crema.auth.expiry-grace",
                                Duration.ofSeconds(30),
                                Duration.ZERO,
                                Duration.ofMinutes(10)),
                        values.duration(
                                "crema.auth.guest-ttl-max",
                                Duration.ofHours(24),
                                Duration.ofMinutes(1),
                                Duration.ofHours(24)),
                        values.list("crema.auth.api-keys").stream()
                                .map(AuthSettings::apiKey)
                                .toList());
        requireUsable(auth, mode);
        return auth;
    }

    private static void requireUsable(Auth auth, Mode mode) {
        if (auth.secret().isPresent()
                && auth.secret().get().getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES_MIN) {
            throw new SettingsException(
                    "crema.auth.hs256-secret must have at least " + SECRET_BYTES_MIN + " bytes.");
        }
        if (auth.issuer().filter(OWN_ISSUERS::contains).isPresent()) {
            throw new SettingsException(
                    "crema.auth.issuer must not be crema-guest, crema-invitation or crema-dev: those are the nodes' own.");
        }
        if (auth.secret().isPresent() && auth.jwks().isPresent()) {
            throw new SettingsException(
                    "Only one of crema.auth.jwks-url and crema.auth.hs256-secret may be set.");
        }
        if (mode == Mode.PRODUCTION && auth.secret().isEmpty() && auth.jwks().isEmpty()) {
            throw new SettingsException(
                    "In production mode tokens need keys: set crema.auth.jwks-url (RS256), or crema.auth.hs256-secret.");
        }
        if (auth.jwks().isPresent() && auth.issuer().isEmpty()) {
            throw new SettingsException(
                    "With crema.auth.jwks-url, crema.auth.issuer must say whose tokens are accepted.");
        }
    }

    private static ApiKey apiKey(String text) {
        var matcher = API_KEY.matcher(text);
        if (!matcher.matches()) {
            throw new SettingsException(
                    "Each of crema.auth.api-keys must be name:sha256-of-the-key:scope+scope.");
        }
        var scopes = Set.copyOf(new HashSet<>(List.of(matcher.group(3).split("\\+"))));
        if (!SCOPES.containsAll(scopes)) {
            throw new SettingsException(
                    "The scopes of crema.auth.api-keys are rooms, rooms:read, rooms:write, moderate, presence:read,"
                            + " blind-boxes, publish, tokens and metrics.");
        }
        return new ApiKey(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT), scopes);
    }
}
