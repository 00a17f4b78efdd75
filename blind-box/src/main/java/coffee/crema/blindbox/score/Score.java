package coffee.crema.blindbox.score;

/// What somebody's guesses of one box came to. Time plays no part in it.
///
/// @param correct coffees that were named exactly
/// @param total coffees of the box
/// @param points for traits, over all coffees
/// @param miscalibration how far confidence was from being right, summed over the coffees: 0 is perfect, {@link #MISCALIBRATION_MAX} for each coffee the worst
public record Score(int correct, int total, int points, int miscalibration) {
    /// For one coffee: sure (0.9), and wrong; 100 (p - right)^2.
    public static final int MISCALIBRATION_MAX = 81;

    private static final long EXACT_UNIT = 100_000_000L;
    private static final long POINTS_UNIT = 10_000L;
    private static final int STREAK_PERCENT = 60;

    /// One number to rank by, the most first: exact matches, then points for traits, then confidence that fitted.
    public long rankPoints() {
        return correct * EXACT_UNIT + points * POINTS_UNIT + (POINTS_UNIT - 1 - miscalibration);
    }

    /// In per cent, to a tenth.
    public double accuracy() {
        return total == 0 ? 0 : Math.round(1_000.0 * correct / total) / 10.0;
    }

    /// The streak after this box, of consecutive boxes of at least 60 %.
    public int streakAfter(int before) {
        return total > 0 && correct * 100 >= STREAK_PERCENT * total ? before + 1 : 0;
    }

    /// The exact matches in {@link #rankPoints}.
    public static int correctIn(long rankPoints) {
        return (int) (rankPoints / EXACT_UNIT);
    }

    /// The points for traits in {@link #rankPoints}.
    public static int pointsIn(long rankPoints) {
        return (int) (rankPoints % EXACT_UNIT / POINTS_UNIT);
    }

    /// @param confidence 1 to 5, which stand for 0.1, 0.3, 0.5, 0.7 and 0.9
    static int miscalibration(int confidence, boolean right) {
        int tenths = 2 * confidence - 1;
        int off = right ? 10 - tenths : tenths;
        return off * off;
    }
}
