package coffee.crema.server.config;

import coffee.crema.blindbox.seal.SealKey;
import coffee.crema.server.config.Settings.ApiKey;
import coffee.crema.server.config.Settings.Auth;
import coffee.crema.server.config.Settings.BlindBoxes;
import coffee.crema.server.config.Settings.Drain;
import coffee.crema.server.config.Settings.Limits;
import coffee.crema.server.config.Settings.Listen;
import coffee.crema.server.config.Settings.LogFormat;
import coffee.crema.server.config.Settings.Presence;
import coffee.crema.server.config.Settings.Redis;
import coffee.crema.server.config.Settings.Store;
import coffee.crema.server.config.Settings.Tls;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Every setting, its default and its range, and what must fit together.
final class SettingsReader {

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
    private static final Set<String> OWN_ISSUERS = Set.of("crema-guest", "crema-dev");
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRES = "jdbc:postgresql:";

    private final Values values;
    private final Map<String, String> environment;

    private SettingsReader(Values values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    static Settings read(Values values, Map<String, String> environment) {
        return new SettingsReader(values, environment).settings();
    }

    private Settings settings() {
        Mode mode = values.oneOf("crema.mode", Mode.class, Mode.DEVELOPMENT);
        var settings =
                new Settings(
                        mode,
                        listen(mode),
                        database(),
                        redis(),
                        auth(mode),
                        limits(),
                        new Presence(
                                values.duration(
                                        "crema.presence.grace",
                                        Duration.ofSeconds(5),
                                        Duration.ofMillis(100),
                                        Duration.ofMinutes(1))),
                        DocumentSettings.read(values),
                        blindBoxes(),
                        drain(),
                        origins(),
                        telemetry(),
                        values.oneOf(
                                "crema.log",
                                LogFormat.class,
                                mode == Mode.DEVELOPMENT ? LogFormat.TEXT : LogFormat.JSON));
        values.refuseUnknown();
        return settings;
    }

    private Listen listen(Mode mode) {
        String host = values.text("crema.listen.host", "127.0.0.1");
        if (mode == Mode.DEVELOPMENT && !isLoopback(host)) {
            throw new SettingsException(
                    "In development mode anyone who reaches the node gets a token, so crema.listen.host must be of this machine"
                            + " alone (127.0.0.1), and is \""
                            + host
                            + "\"; for others to reach it, set crema.mode=production.");
        }
        return new Listen(host, values.number("crema.listen.port", 8080, 0, 65_535), tls());
    }

    private Optional<Tls> tls() {
        var certificate = file("crema.listen.tls-certificate");
        var key = file("crema.listen.tls-key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new SettingsException(
                    "crema.listen.tls-certificate and crema.listen.tls-key must be set together.");
        }
        return certificate.map(found -> new Tls(found, key.orElseThrow()));
    }

    private Optional<Path> file(String key) {
        return values.text(key)
                .map(text -> {
                    Path file = Path.of(text).toAbsolutePath().normalize();
                    if (!Files.isReadable(file)) {
                        throw Values.wrong(key, text, "must be a file that the node can read");
                    }
                    return file;
                });
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw Values.wrong("crema.listen.host", host, "must be an address of this machine");
        }
    }

    private Store database() {
        String key = "crema.database.url";
        String url = values.text(key, SQLITE + "crema-data/crema.db");
        String user = values.text("crema.database.user", "");
        String password = values.text("crema.database.password", "");
        int connectionsMax = values.number("crema.database.connections-max", 8, 2, 64);
        if (url.startsWith(SQLITE) && url.length() > SQLITE.length()) {
            return new Store.Sqlite(Path.of(url.substring(SQLITE.length())));
        }
        if (url.startsWith(POSTGRES)) {
            return new Store.Postgres(url, user, password, connectionsMax);
        }
        throw new SettingsException(
                key + " must start with " + SQLITE + " and a file, or with " + POSTGRES + "//.");
    }

    private Optional<Redis> redis() {
        return values.text("crema.redis.uri")
                .map(uri -> {
                    if (!uri.startsWith("redis://") && !uri.startsWith("rediss://")) {
                        throw new SettingsException(
                                "crema.redis.uri must start with redis:// or rediss://.");
                    }
                    return new Redis(uri);
                });
    }

    private Auth auth(Mode mode) {
        var auth =
                new Auth(
                        values.text("crema.auth.issuer"),
                        values.text("crema.auth.audience"),
                        web("crema.auth.jwks-url"),
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
                                .map(SettingsReader::apiKey)
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
                    "crema.auth.issuer must not be crema-guest or crema-dev: those are the nodes' own.");
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

    private Limits limits() {
        return new Limits(
                values.number("crema.limits.requests-per-minute", 1_000, 1, 1_000_000),
                values.number("crema.limits.connections-max", 20_000, 1, 1_000_000),
                values.number("crema.limits.frame-bytes-max", 64 * 1024, 8 * 1024, 1024 * 1024),
                values.number("crema.limits.channels-max", 128, 1, 10_000),
                values.number("crema.limits.pending-commands-max", 64, 1, 1_000),
                values.number(
                        "crema.limits.outbound-bytes-max",
                        1024 * 1024,
                        64 * 1024,
                        64 * 1024 * 1024),
                values.duration(
                        "crema.limits.outbound-age-max",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2)),
                values.duration(
                        "crema.limits.heartbeat",
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5)),
                values.duration(
                        "crema.limits.body-timeout",
                        Duration.ofSeconds(30),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(5)));
    }

    private BlindBoxes blindBoxes() {
        String key = "crema.blind-box.keys";
        List<SealKey> keys = new ArrayList<>();
        for (String text : values.list(key)) {
            try {
                keys.add(SealKey.parse(text));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(
                        "Each of " + key + " must be name:key, the key being 32 bytes in base64.");
            }
        }
        if (keys.stream().map(SealKey::id).distinct().count() != keys.size()) {
            throw new SettingsException("Each of " + key + " must have a name of its own.");
        }
        return new BlindBoxes(keys);
    }

    private Drain drain() {
        return new Drain(
                values.duration(
                        "crema.drain.delay", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(2)),
                values.duration(
                        "crema.drain.spread",
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        Duration.ofMinutes(10)));
    }

    private Set<String> origins() {
        var origins = Set.copyOf(new HashSet<>(values.list("crema.origins")));
        for (String origin : origins) {
            if (!origin.matches("https?://(\\*\\.)?[A-Za-z0-9._\\-\\[\\]:]+")) {
                throw Values.wrong(
                        "crema.origins", origin, "must list origins such as https://crema.example");
            }
        }
        return origins;
    }

    private Optional<URI> telemetry() {
        return web("crema.telemetry.endpoint")
                .or(() ->
                        Optional.ofNullable(environment.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
                                .filter(text -> !text.isBlank())
                                .map(text -> web("OTEL_EXPORTER_OTLP_ENDPOINT", text)));
    }

    private Optional<URI> web(String key) {
        return values.text(key).map(text -> web(key, text));
    }

    private static URI web(String key, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Values.wrong(key, text, "must be an http or https address");
    }
}
