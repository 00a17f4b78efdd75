package coffee.crema.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The raw values by key, and the rules to read them. What is asked for is thereby known; everything else is refused at the end.
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /// Not settings of the node: the launcher's JVM options, and where the file is.
    private static final Set<String> ENVIRONMENT_OF_THE_LAUNCHER =
            Set.of("CREMA_JAVA_OPTS", "CREMA_CONFIG");

    private final Map<String, String> arguments;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final Set<String> known = new HashSet<>();

    Values(
            Map<String, String> arguments,
            Map<String, String> environment,
            Map<String, String> file) {
        this.arguments = arguments;
        this.environment = environment;
        this.file = file;
    }

    /// `crema.auth.jwks-url` is `CREMA_AUTH_JWKS_URL`.
    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Optional<String> text(String key) {
        known.add(key);
        @Nullable String value = arguments.get(key);
        if (value == null) {
            value = environment.get(environmentName(key));
        }
        if (value == null) {
            value = file.get(key);
        }
        return Optional.ofNullable(value).map(String::strip).filter(found -> !found.isEmpty());
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    Optional<URI> address(String key) {
        return text(key).map(text -> address(key, text));
    }

    /// @throws SettingsException when it is no http or https address
    static URI address(String key, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw wrong(key, text, "must be an http or https address");
    }

    int number(String key, int otherwise, int min, int max) {
        var value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(key, value.get(), "must be a whole number from " + min + " to " + max);
    }

    Duration duration(String key, Duration otherwise, Duration min, Duration max) {
        var value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value.get());
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration read =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case String hours -> Duration.ofHours(amount);
                    };
            if (read.compareTo(min) >= 0 && read.compareTo(max) <= 0) {
                return read;
            }
        }
        throw wrong(
                key,
                value.get(),
                "must be a duration from " + words(min) + " to " + words(max) + ", such as 5s");
    }

    List<String> list(String key) {
        return text(key)
                .map(value -> Arrays.stream(value.split(",")).map(String::strip).toList())
                .orElse(List.of());
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        var value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        var names = new TreeSet<String>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(value.get())) {
                return constant;
            }
            names.add(name);
        }
        throw wrong(key, value.get(), "must be one of " + String.join(", ", names));
    }

    /// To be called after everything was asked for.
    void refuseUnknown() {
        arguments.keySet().stream().sorted().forEach(key -> refuseUnlessKnown(key, "--" + key));
        file.keySet().stream().sorted().forEach(key -> refuseUnlessKnown(key, key));
        var names = new HashSet<>(ENVIRONMENT_OF_THE_LAUNCHER);
        known.forEach(key -> names.add(environmentName(key)));
        environment.keySet().stream()
                .filter(name -> name.startsWith("CREMA_") && !names.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(Values::refuse);
    }

    private void refuseUnlessKnown(String key, String as) {
        if (!known.contains(key)) {
            refuse(as);
        }
    }

    private static void refuse(String name) {
        throw new SettingsException("There is no setting " + name + "; see docs/configuration.md.");
    }

    static SettingsException wrong(String key, String value, String rule) {
        return new SettingsException(key + " " + rule + ", and is \"" + value + "\".");
    }

    private static String words(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        return duration.toHours() > 0 && duration.toMinutes() % 60 == 0
                ? duration.toHours() + "h"
                : duration.toSeconds() + "s";
    }
}
