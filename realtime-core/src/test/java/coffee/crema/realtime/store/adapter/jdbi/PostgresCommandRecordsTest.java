package coffee.crema.realtime.store.adapter.jdbi;

final class PostgresCommandRecordsTest extends CommandRecordsContract {
    private final DatabaseSettings settings = PostgresDatabase.fresh();

    @Override
    protected DatabaseSettings settings() {
        return settings;
    }
}
