package coffee.crema.presence;

import java.time.Duration;

/// The limits of presence.
///
/// @param grace how long a dropped socket's entry stays; 0 to 60 s
/// @param peopleListedMax rooms with more people show counts only; 1 to 5,000
/// @param diffWindow how long joins and leaves are gathered into one `presence_diff`; 10 ms to 5 s
/// @param updateWindow how long custom states are gathered into one `presence_update`, newest wins; 10 ms to 5 s
/// @param stateBytesMax the largest custom state, as JSON; 16 to 4,096 bytes
/// @param updatesPerSecond how many `presence.update` a connection may send a second; twice as many at once; 1 to 1,000
/// @param reconcile how often each room's view is compared with the shared table; 100 ms to 60 s
public record PresenceSettings(
        Duration grace,
        int peopleListedMax,
        Duration diffWindow,
        Duration updateWindow,
        int stateBytesMax,
        int updatesPerSecond,
        Duration reconcile) {

    public PresenceSettings {
        between("grace", grace, Duration.ZERO, Duration.ofSeconds(60));
        between("peopleListedMax", peopleListedMax, 1, 5_000);
        between("diffWindow", diffWindow, Duration.ofMillis(10), Duration.ofSeconds(5));
        between("updateWindow", updateWindow, Duration.ofMillis(10), Duration.ofSeconds(5));
        between("stateBytesMax", stateBytesMax, 16, 4_096);
        between("updatesPerSecond", updatesPerSecond, 1, 1_000);
        between("reconcile", reconcile, Duration.ofMillis(100), Duration.ofSeconds(60));
    }

    public static PresenceSettings defaults() {
        return new PresenceSettings(
                Duration.ofSeconds(5),
                1_000,
                Duration.ofMillis(250),
                Duration.ofMillis(50),
                1_024,
                20,
                Duration.ofSeconds(2));
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "presence "
                            + name
                            + " must be "
                            + least.toMillis()
                            + " to "
                            + most.toMillis()
                            + " ms, not "
                            + value.toMillis()
                            + " ms");
        }
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "presence " + name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
