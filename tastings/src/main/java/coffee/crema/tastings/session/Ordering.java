package coffee.crema.tastings.session;

import java.util.Locale;
import java.util.Optional;

/// In which order the cuppers go through the samples of a flight.
public enum Ordering {
    /// Each cupper has a set of cups, and an order of their own from a Williams square: over the panel each sample stands in each place equally often, and follows each other one
    /// equally often.
    SQUARE,
    /// One set on a table around which all walk: each begins somewhere else, in one of both directions.
    TABLE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Ordering> find(String wireName) {
        for (Ordering ordering : values()) {
            if (ordering.wireName().equals(wireName)) {
                return Optional.of(ordering);
            }
        }
        return Optional.empty();
    }
}
