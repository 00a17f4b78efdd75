package coffee.crema.blindbox;

import java.util.Locale;

/// Where a reveal is.
public enum State {
    /// Its answers are committed to; nobody guesses yet.
    SCHEDULED,
    /// Whoever has the right guesses.
    GUESSING,
    /// The last guesses count.
    LOCKED,
    /// It has begun; nothing is revealed yet.
    COUNTDOWN,
    /// Something is revealed, and more follows.
    REVEALING,
    /// Between two coffees, until it is resumed.
    PAUSED,
    /// Everything is revealed, and the results are there.
    COMPLETE,
    /// It was called off: the guesses are void.
    ABORTED;

    /// As clients read it, for example `guessing`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static State of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /// Whether guesses do not change any more.
    public boolean frozen() {
        return compareTo(LOCKED) >= 0;
    }

    boolean over() {
        return this == COMPLETE || this == ABORTED;
    }
}
