package coffee.crema.server.operation;

import coffee.crema.realtime.store.adapter.jdbi.JdbiDatabase;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/// Not ready while the database does not answer within 2 s: newcomers could not be served. Who is connected stays.
@Singleton
@Readiness
final class DatabaseReady implements HealthIndicator {
    private static final int PROBE_SECONDS = 2;

    private final JdbiDatabase database;

    DatabaseReady(JdbiDatabase database) {
        this.database = database;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() ->
                database.probe()
                        .toCompletableFuture()
                        .orTimeout(PROBE_SECONDS, TimeUnit.SECONDS)
                        .handle((answer, away) -> away == null)
                        .thenApply(DatabaseReady::result));
    }

    private static HealthResult result(boolean up) {
        return HealthResult.builder("database", up ? HealthStatus.UP : HealthStatus.DOWN).build();
    }
}
