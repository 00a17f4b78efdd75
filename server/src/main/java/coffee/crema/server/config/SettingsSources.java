package coffee.crema.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Where settings come from. Arguments win over the environment, the environment over the file.
public final class SettingsSources {
    private static final String FILE_KEY = "crema.config";
    private static final Path FILE_DEFAULT = Path.of("crema.yml");

    private SettingsSources() {}

    /// @param arguments `--crema.x=y` each
    /// @param environment `CREMA_X=y`
    /// @throws SettingsException in one sentence, when the node must not start with them
    public static Settings read(List<String> arguments, Map<String, String> environment) {
        var given = new LinkedHashMap<String, String>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--crema.") || equals < 0) {
                throw new SettingsException(
                        "Arguments look like --crema.listen.port=8080; \""
                                + (equals < 0 ? argument : argument.substring(0, equals))
                                + "\" does not.");
            }
            given.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        var named =
                Optional.ofNullable(given.remove(FILE_KEY))
                        .or(() -> Optional.ofNullable(environment.get("CREMA_CONFIG")));
        return SettingsReader.read(new Values(given, environment, file(named)), environment);
    }

    private static Map<String, String> file(Optional<String> named) {
        Path path = named.map(Path::of).orElse(FILE_DEFAULT);
        if (named.isEmpty() && !Files.exists(path)) {
            return Map.of();
        }
        var flat = new LinkedHashMap<String, String>();
        try (var reader = Files.newBufferedReader(path)) {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            if (root instanceof Map<?, ?> map) {
                flatten("", map, flat);
            } else if (root != null) {
                throw new SettingsException(path + " must hold settings below crema:.");
            }
        } catch (IOException e) {
            throw new SettingsException("The settings file " + path + " cannot be read.");
        } catch (YAMLException e) {
            throw new SettingsException("The settings file " + path + " is not valid YAML.");
        }
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> flat) {
        map.forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Map<?, ?> inner) {
                flatten(path + ".", inner, flat);
            } else if (value instanceof List<?> list) {
                flat.put(path, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else if (value != null) {
                flat.put(path, value.toString());
            }
        });
    }
}
