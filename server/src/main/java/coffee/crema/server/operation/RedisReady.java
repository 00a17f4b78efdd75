package coffee.crema.server.operation;

import coffee.crema.realtime.broker.Broker;
import coffee.crema.server.config.Settings;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/// Not ready while Redis does not answer, if there is one: what newcomers say would not reach the other nodes. Who is connected stays.
@Singleton
@Readiness
final class RedisReady implements HealthIndicator {
    private final boolean shared;
    private final Broker broker;

    RedisReady(Settings settings, Broker broker) {
        this.shared = settings.redis().isPresent();
        this.broker = broker;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        var status = !shared || broker.available() ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(HealthResult.builder("redis", status).build());
    }
}
