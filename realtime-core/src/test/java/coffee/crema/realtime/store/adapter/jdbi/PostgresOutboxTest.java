package coffee.crema.realtime.store.adapter.jdbi;

final class PostgresOutboxTest extends OutboxContract {
    private final DatabaseSettings settings = PostgresDatabase.fresh();

    @Override
    protected DatabaseSettings settings() {
        return settings;
    }
}
