package coffee.crema.realtime.store.adapter.jdbi;

import java.time.Duration;

/// Where the store is, and its limits.
///
/// @param url `jdbc:sqlite:FILE` or `jdbc:postgresql://HOST:PORT/NAME`
/// @param user of PostgreSQL; empty for SQLite
/// @param password of PostgreSQL; never logged
/// @param lanes writers that commit side by side on PostgreSQL; SQLite has one; 1 to 64
/// @param readers connections for reads; 1 to 256
/// @param queueMax pieces of work that wait for a writer or a reader; beyond it work is refused; 16 to 1,000,000
/// @param batchMax pieces of work in one transaction; 1 to 4,096
/// @param timeout how long a connection or a statement may take; 500 ms to 60 s
public record DatabaseSettings(
        String url,
        String user,
        String password,
        int lanes,
        int readers,
        int queueMax,
        int batchMax,
        Duration timeout) {

    public DatabaseSettings {
        if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "database url must begin with jdbc:sqlite: or jdbc:postgresql:");
        }
        between("lanes", lanes, 1, 64);
        between("readers", readers, 1, 256);
        between("queueMax", queueMax, 16, 1_000_000);
        between("batchMax", batchMax, 1, 4_096);
        between("timeout (ms)", timeout.toMillis(), 500, 60_000);
    }

    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, 4, 4, 10_000, 256, Duration.ofSeconds(5));
    }

    boolean sqlite() {
        return url.startsWith("jdbc:sqlite:");
    }

    /// Without the password.
    @Override
    public String toString() {
        return "DatabaseSettings[" + (sqlite() ? "SQLite" : "PostgreSQL") + "]";
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "database " + name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
