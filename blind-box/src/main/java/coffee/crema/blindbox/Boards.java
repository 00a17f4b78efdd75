package coffee.crema.blindbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// Boards over boxes. A full score adds 1,000, and what it adds fades: half of it is left after half a year (of all time) or a month (of a season, which is a quarter of a year, UTC).
///
/// Instead of making all old points smaller each day, new ones are made larger (forward decay): w x 2^((t - t0) / h). The order never changes by time alone. A double takes 1,000 half-lives:
/// with t0 at 2026, until the year 2518.
final class Boards {
    static final String ALL_TIME = "blind-box/all-time";

    private static final String SEASON = "blind-box/season/";
    private static final double FULL = 1_000;
    private static final long FIRST_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final Duration ALL_TIME_HALF = Duration.ofDays(180);
    private static final Duration SEASON_HALF = Duration.ofDays(30);

    private Boards() {}

    /// @param which `all-time` or `season`, the present one
    static Optional<String> named(String which, long nowMs) {
        return switch (which) {
            case "all-time" -> Optional.of(ALL_TIME);
            case "season" -> Optional.of(season(nowMs));
            default -> Optional.empty();
        };
    }

    /// What a full score adds now, by board.
    static Map<String, Double> weights(long nowMs) {
        return Map.of(
                ALL_TIME,
                FULL / scale(ALL_TIME, nowMs),
                season(nowMs),
                FULL / scale(season(nowMs), nowMs));
    }

    /// What a weight is to be multiplied with to be worth what it is worth now.
    static double scale(String board, long nowMs) {
        boolean allTime = board.equals(ALL_TIME);
        long sinceMs = nowMs - (allTime ? FIRST_MS : startOf(board));
        long halfMs = (allTime ? ALL_TIME_HALF : SEASON_HALF).toMillis();
        return Math.pow(2, -(double) sinceMs / halfMs);
    }

    private static String season(long nowMs) {
        LocalDate day = Instant.ofEpochMilli(nowMs).atZone(ZoneOffset.UTC).toLocalDate();
        return SEASON + day.getYear() + "-Q" + ((day.getMonthValue() - 1) / 3 + 1);
    }

    private static long startOf(String season) {
        String name = season.substring(SEASON.length());
        int dash = name.indexOf("-Q");
        return LocalDate.of(
                        Integer.parseInt(name.substring(0, dash)),
                        (Integer.parseInt(name.substring(dash + 2)) - 1) * 3 + 1,
                        1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }
}
