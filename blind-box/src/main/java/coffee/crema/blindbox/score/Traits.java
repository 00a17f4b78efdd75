package coffee.crema.blindbox.score;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a coffee is like, as far as it is said: of an answer, or of a guess.
///
/// @param region of the world, when no country is said or it is not a known one
/// @param family of the process, {@link #group} of the variety: likewise
/// @param notes of its flavor, for example `floral`
public record Traits(
        @Nullable String country,
        @Nullable String region,
        @Nullable String process,
        @Nullable String family,
        @Nullable String variety,
        @Nullable String group,
        @Nullable String roast,
        Set<String> notes) {
    public static final Traits NONE =
            new Traits(null, null, null, null, null, null, null, Set.of());

    public Traits {
        notes = notes.stream().map(Taxonomy::plain).collect(Collectors.toUnmodifiableSet());
    }
}
