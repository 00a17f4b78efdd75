package coffee.crema.server.operation;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import org.reactivestreams.Publisher;

/// Alive unless threads wait for one another for good: only a restart helps then. Which threads, and where they stand, is not told to strangers.
@Singleton
@Liveness
final class NotDeadlocked implements HealthIndicator {

    @Override
    public Publisher<HealthResult> getResult() {
        boolean stuck = ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
        var status = stuck ? HealthStatus.DOWN : HealthStatus.UP;
        return Publishers.just(HealthResult.builder("threads", status).build());
    }
}
