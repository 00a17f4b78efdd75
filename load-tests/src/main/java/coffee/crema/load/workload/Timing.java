package coffee.crema.load.workload;

import java.time.Duration;

/// How long a run takes.
///
/// @param warm load before the measurement: the compilers of all runtimes need it
/// @param calm how long to wait between phases for what has no end to wait for
/// @param scale 1, or less to make everything smaller (connections, rooms)
public record Timing(Duration warm, Duration measured, Duration calm, double scale) {
    public static final Timing FULL =
            new Timing(Duration.ofSeconds(6), Duration.ofSeconds(8), Duration.ofSeconds(2), 1);
    public static final Timing QUICK =
            new Timing(Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(2), 1);

    int scaled(int count) {
        return Math.max(2, (int) (count * scale));
    }
}
