package coffee.crema.tastings.session;

/// The bounds of what a session may be. What a client breaks is answered `invalid_field` or `too_many`, with the limit.
public final class TastingLimits {
    /// Samples of a session.
    public static final int SAMPLES_MAX = 100;

    /// Cuppers of a session.
    public static final int CUPPERS_MAX = 60;

    public static final int FLIGHTS_MAX = 20;

    /// Cups of a sample.
    public static final int CUPS_MAX = 12;

    /// Sessions of a room that are not closed.
    public static final int OPEN_PER_ROOM_MAX = 20;

    /// All sessions of a room.
    public static final int PER_ROOM_MAX = 1_000;

    public static final int TITLE_MAX = 120;

    /// The longest text of an identity or a label.
    public static final int TEXT_MAX = 200;

    /// Events of a session that are kept for its replay; one that would go over it is refused as a whole.
    public static final int EVENTS_MAX = 20_000;

    /// Events of a page of the replay.
    public static final int PAGE_MAX = 200;

    /// Versions of forms that one user may bring.
    public static final int FORMS_MAX = 100;

    private TastingLimits() {}
}
