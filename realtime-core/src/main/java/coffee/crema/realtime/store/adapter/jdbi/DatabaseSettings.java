package coffee.crema.realtime.store.adapter.jdbi;

import java.time.Duration;

/// Where the store is, and its limits.
///
/// @param url `jdbc:sqlite:FILE` or `jdbc:postgresql://HOST:PORT/NAME`
/// @param user of PostgreSQL; empty for SQLite
/// @param password of PostgreSQL; never logged
/// @param lanes writers that commit side by side on PostgreSQL; SQLite has one; 1 to 64
/// @param readers that read side by side; 1 to 256
/// @param queueMax pieces of work that wait for one writer, or for the readers; beyond it work is refused; 16 to 1,000,000
/// @param batchMax pieces of work in one transaction; 1 to 4,096; on PostgreSQL never more than 60
/// @param timeout how long a statement, or the wait for a lock, may take; 500 ms to 60 s. A connection is waited for at most as long, and at most 2 s.
public record DatabaseSettings(
        String url,
        String user,
        String password,
        int lanes,
        int readers,
        int queueMax,
        int batchMax,
        Duration timeout) {

    static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRES = "jdbc:postgresql:";

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    /// PostgreSQL keeps 64 savepoints of a transaction in fast memory; beyond that every other transaction pays for looking them up.
    private static final int POSTGRES_BATCH_MAX = 60;

    public DatabaseSettings {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException(
                    "database: url must begin with jdbc:sqlite: or jdbc:postgresql:");
        }
        if (url.equals(SQLITE) || url.startsWith(SQLITE + ":memory:")) {
            throw new IllegalArgumentException(
                    "database: url must name a file, for example jdbc:sqlite:data/crema.db");
        }
        within("lanes", lanes, 1, 64);
        within("readers", readers, 1, 256);
        within("queueMax", queueMax, 16, 1_000_000);
        within("batchMax", batchMax, 1, 4_096);
        within("timeout in ms", timeout.toMillis(), 500, 60_000);
    }

    /// 4 writers on PostgreSQL, 4 readers, 10,000 waiting, 256 in a transaction; 5 s for a statement.
    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, 4, 4, 10_000, 256, Duration.ofSeconds(5));
    }

    boolean sqlite() {
        return url.startsWith(SQLITE);
    }

    int writers() {
        return sqlite() ? 1 : lanes;
    }

    int piecesMax() {
        return sqlite() ? batchMax : Math.min(batchMax, POSTGRES_BATCH_MAX);
    }

    Duration connectTimeout() {
        return timeout.compareTo(CONNECT_MAX) < 0 ? timeout : CONNECT_MAX;
    }

    /// Without the address, which may hold a password, and without the password.
    @Override
    public String toString() {
        return "DatabaseSettings[" + (sqlite() ? "SQLite" : "PostgreSQL") + "]";
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "database: %s must be %d to %d, not %d".formatted(name, least, most, value));
        }
    }
}
