package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date.
///
/// All modules share one history, `crema_schema_history`; each has a folder, `db/migration/MODULE`, and a hundred of versions of its own: `realtime-core` V1xx, `rooms`
/// V2xx, `presence` V3xx. They grow side by side, so a lower version may come later than a higher one. The text is the same for SQLite and PostgreSQL.
///
/// Nodes that start together wait for one another (a lock of PostgreSQL's).
final class Migrations {

    /// How often to try to connect, a second apart at first: the database may be starting too.
    private static final int CONNECT_RETRIES = 3;

    private Migrations() {}

    static void run(DatabaseSettings settings, List<String> locations) {
        try {
            Flyway.configure()
                    .dataSource(settings.url(), settings.user(), settings.password())
                    .connectRetries(CONNECT_RETRIES)
                    .jdbcProperties(
                            settings.sqlite()
                                    ? Map.of()
                                    : Map.of("connectTimeout", "5", "ApplicationName", "crema"))
                    .table("crema_schema_history")
                    .locations(locations.toArray(String[]::new))
                    .failOnMissingLocations(true)
                    // Where rows lie in the tree of the primary key: `create table … (…)
                    // ${clustered}`.
                    .placeholders(Map.of("clustered", settings.sqlite() ? "without rowid" : ""))
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailableException(
                    "the database cannot be reached, or its schema cannot be brought up to date",
                    e);
        }
    }
}
