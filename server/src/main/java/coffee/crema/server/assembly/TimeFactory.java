package coffee.crema.server.assembly;

import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// The machine's clock.
@Factory
final class TimeFactory {

    @Singleton
    @Bean(preDestroy = "close")
    SystemScheduler scheduler() {
        return new SystemScheduler("crema-timer");
    }
}
