package coffee.crema.realtime.store.adapter.jdbi;

final class PostgresSessionStoreTest extends SessionStoreContract {
    private final DatabaseSettings settings = PostgresDatabase.fresh();

    @Override
    protected DatabaseSettings settings() {
        return settings;
    }
}
