package coffee.crema.load.workload;

import java.time.Duration;

/// How long a run takes.
///
/// @param warm one round of the load before the measurement; there are as many as it takes ({@link Warmth})
/// @param calm how long to wait between phases for what has no end to wait for
/// @param scale 1, or less to make everything smaller (connections, rooms)
public record Timing(Duration warm, Duration measured, Duration calm, double scale) {
    public static final Timing FULL =
            new Timing(Duration.ofSeconds(3), Duration.ofSeconds(8), Duration.ofSeconds(2), 1);
    public static final Timing QUICK =
            new Timing(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(2), 1);

    public Timing withWarm(Duration longer) {
        return new Timing(longer, measured, calm, scale);
    }

    int scaled(int count) {
        return Math.max(2, (int) (count * scale));
    }
}
