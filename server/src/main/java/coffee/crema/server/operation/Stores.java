package coffee.crema.server.operation;

import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.store.Database;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/// Not ready while the database or Redis is away: newcomers could not be served. Who is connected stays.
@Singleton
@Readiness
final class Stores implements HealthIndicator {
    private static final int PROBE_SECONDS = 2;

    private final Database database;
    private final Broker broker;

    Stores(Database database, Broker broker) {
        this.database = database;
        this.broker = broker;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() ->
                database.read(tx -> broker.available())
                        .toCompletableFuture()
                        .orTimeout(PROBE_SECONDS, TimeUnit.SECONDS)
                        .exceptionally(away -> false)
                        .thenApply(Stores::result));
    }

    private static HealthResult result(boolean up) {
        return HealthResult.builder("stores", up ? HealthStatus.UP : HealthStatus.DOWN).build();
    }
}
