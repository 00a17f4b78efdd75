package coffee.crema.server.config;

import coffee.crema.blindbox.seal.SealKey;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every setting, its default and its range, and what must fit together.
final class SettingsReader {
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
        Auth auth = AuthSettings.read(values, mode);
        var settings =
                new Settings(
                        mode,
                        listen(mode),
                        database(),
                        redis(),
                        auth,
                        WebSettings.read(values, auth),
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
        return new Listen(
                host,
                values.number("crema.listen.port", 8080, 0, 65_535),
                tls(),
                clientAddressHeader());
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

    private Optional<String> clientAddressHeader() {
        String key = "crema.listen.client-address-header";
        return values.text(key)
                .map(name -> {
                    if (!name.matches("[A-Za-z0-9-]{1,64}")) {
                        throw Values.wrong(
                                key, name, "must be the name of a header such as X-Forwarded-For");
                    }
                    return name;
                });
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

    private Limits limits() {
        return new Limits(
                values.number("crema.limits.requests-per-minute", 1_000, 1, 1_000_000),
                values.number("crema.limits.guests-per-minute", 120, 1, 100_000),
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
        return values.address("crema.telemetry.endpoint")
                .or(() ->
                        Optional.ofNullable(environment.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
                                .filter(text -> !text.isBlank())
                                .map(text -> Values.address("OTEL_EXPORTER_OTLP_ENDPOINT", text)));
    }
}
