package coffee.crema.blindbox.score;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// What lies near what: the regions of countries, the families of processes, the groups of varieties, the order of roasts. From `taxonomy.json` beside this class.
///
/// Names are compared without regard to case, hyphens, underscores and repeated blanks. What is not in it is near to nothing.
final class Taxonomy {
    private static final Taxonomy BUILT_IN = read();

    private record Content(
            Map<String, List<String>> regions,
            Map<String, List<String>> families,
            Map<String, List<String>> groups,
            List<String> roasts) {}

    private final Map<String, String> regions;
    private final Map<String, String> families;
    private final Map<String, String> groups;
    private final List<String> roasts;

    private Taxonomy(Content content) {
        regions = inverted(content.regions());
        families = inverted(content.families());
        groups = inverted(content.groups());
        roasts = content.roasts().stream().map(Taxonomy::plain).toList();
    }

    static Taxonomy builtIn() {
        return BUILT_IN;
    }

    private static Taxonomy read() {
        try (InputStream in = Taxonomy.class.getResourceAsStream("taxonomy.json")) {
            return new Taxonomy(
                    JsonMapper.builder()
                            .build()
                            .readValue(
                                    Objects.requireNonNull(in), new TypeReference<Content>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> inverted(Map<String, List<String>> table) {
        Map<String, String> inverted = new HashMap<>();
        table.forEach((whole, parts) -> {
            inverted.put(plain(whole), plain(whole));
            parts.forEach(part -> inverted.put(plain(part), plain(whole)));
        });
        return inverted;
    }

    /// A name as it is compared.
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace('-', ' ')
                .replace('_', ' ')
                .strip()
                .replaceAll("\\s+", " ");
    }

    Optional<String> regionOf(String country) {
        return Optional.ofNullable(regions.get(plain(country)));
    }

    Optional<String> familyOf(String process) {
        return Optional.ofNullable(families.get(plain(process)));
    }

    Optional<String> groupOf(String variety) {
        return Optional.ofNullable(groups.get(plain(variety)));
    }

    OptionalInt roast(String roast) {
        int at = roasts.indexOf(plain(roast));
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }
}
