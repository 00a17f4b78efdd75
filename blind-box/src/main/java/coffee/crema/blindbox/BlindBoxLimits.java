package coffee.crema.blindbox;

/// The bounds of blind boxes. What a client breaks is answered `invalid_field`, `too_large` or `too_many`, with the limit.
public final class BlindBoxLimits {
    /// Coffees of a box: labels are `A` to `Z`.
    public static final int ITEMS_MAX = 26;

    /// One answer, as canonical JSON.
    public static final int ANSWER_BYTES_MAX = 4 * 1024;

    /// All answers of a box: a snapshot of all of them must fit into one event.
    public static final int ANSWERS_BYTES_MAX = 16 * 1024;

    public static final int CANDIDATES_MAX = 100;

    public static final int TITLE_MAX = 120;

    /// The longest text of a guess or a candidate.
    public static final int TEXT_MAX = 120;

    /// Notes of one guess.
    public static final int NOTES_MAX = 20;

    /// Seconds of the countdown, and between two coffees.
    public static final int SECONDS_MAX = 600;

    public static final int COUNTDOWN_SECONDS = 10;
    public static final int INTERVAL_SECONDS = 3;

    /// People whose guesses one box takes.
    public static final int GUESSERS_MAX = 20_000;

    /// People who are given the right to guess at once.
    public static final int GRANTS_MAX = 1_000;

    /// Those of a box named in its results.
    public static final int TOP_PERFORMERS = 10;

    /// Events that a box tells: a host who pauses on and on comes to it.
    public static final int EVENTS_MAX = 2_000;

    /// Of these, kept for what must still be told: the coffees, their standings, the end.
    static final int EVENTS_KEPT = 100;

    /// Events of a page of the replay.
    public static final int PAGE_MAX = 100;

    private BlindBoxLimits() {}
}
