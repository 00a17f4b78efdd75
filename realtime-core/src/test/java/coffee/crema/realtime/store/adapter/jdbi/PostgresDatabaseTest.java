package coffee.crema.realtime.store.adapter.jdbi;

final class PostgresDatabaseTest extends DatabaseContract {
    private final DatabaseSettings settings = PostgresDatabase.fresh();

    @Override
    protected DatabaseSettings settings() {
        return settings;
    }
}
