package coffee.crema.server.assembly;

import coffee.crema.blindbox.BlindBoxDesk;
import coffee.crema.blindbox.BlindBoxFeature;
import coffee.crema.blindbox.Conduct;
import coffee.crema.blindbox.DueSteps;
import coffee.crema.blindbox.GuessCounts;
import coffee.crema.blindbox.Guessing;
import coffee.crema.blindbox.Herald;
import coffee.crema.blindbox.Leaderboards;
import coffee.crema.blindbox.Receipts;
import coffee.crema.blindbox.Resealing;
import coffee.crema.blindbox.Schedules;
import coffee.crema.blindbox.Views;
import coffee.crema.blindbox.adapter.jdbi.JdbiBlindBoxStore;
import coffee.crema.blindbox.seal.Sealer;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.ranking.Rankings;
import coffee.crema.realtime.ranking.adapter.memory.MemoryRankings;
import coffee.crema.realtime.ranking.adapter.redisson.RedisRankings;
import coffee.crema.realtime.store.SecretStore;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.Rooms;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Blind-box reveals.
@Factory
final class BlindBoxFactory {

    @Singleton
    Sealer sealer(Settings settings, SecureRandom random) {
        return new Sealer(SealKeys.of(settings, random), random);
    }

    @Singleton
    BlindBoxDesk desk(RoomDesk rooms, Sealer sealer, WireMapper mapper) {
        return new BlindBoxDesk(rooms, new JdbiBlindBoxStore(mapper), sealer, mapper);
    }

    @Singleton
    Herald herald(BlindBoxDesk desk, Broker broker, MeterRegistry meters) {
        return new Herald(desk, broker, meters);
    }

    @Singleton
    Views views(BlindBoxDesk desk) {
        return new Views(desk);
    }

    @Singleton
    Schedules schedules(
            BlindBoxDesk desk, Rooms rooms, Views views, Herald herald, SecureRandom random) {
        return new Schedules(desk, rooms, views, herald, random);
    }

    @Singleton
    Conduct conduct(BlindBoxDesk desk, Views views, Herald herald) {
        return new Conduct(desk, views, herald);
    }

    /// Tells how many have guessed until the node stops.
    @Context
    @Bean(preDestroy = "close")
    GuessCounts counts(BlindBoxDesk desk, Broker broker, Scheduler scheduler) {
        GuessCounts counts = new GuessCounts(desk, broker, scheduler);
        counts.start();
        return counts;
    }

    @Singleton
    Guessing guessing(
            BlindBoxDesk desk, SecretStore secrets, WireMapper mapper, GuessCounts counts) {
        return new Guessing(desk, new Receipts(secrets, mapper), counts);
    }

    @Singleton
    Leaderboards leaderboards(BlindBoxDesk desk, SharedLink link) {
        Rankings rankings =
                link.redis().<Rankings>map(RedisRankings::new).orElseGet(MemoryRankings::new);
        return new Leaderboards(desk, rankings);
    }

    @Singleton
    BlindBoxFeature feature(
            BlindBoxDesk desk,
            Schedules schedules,
            Conduct conduct,
            Guessing guessing,
            Leaderboards leaderboards,
            Views views) {
        return new BlindBoxFeature(desk, schedules, conduct, guessing, leaderboards, views);
    }

    /// Carries reveals on until the node stops.
    @Context
    @Bean(preDestroy = "close")
    DueSteps steps(BlindBoxDesk desk, Herald herald, Scheduler scheduler, MeterRegistry meters) {
        DueSteps steps = new DueSteps(desk, herald, scheduler, meters);
        steps.start();
        return steps;
    }

    /// Sees to keys that were rotated until the node stops.
    @Context
    @Bean(preDestroy = "close")
    Resealing resealing(BlindBoxDesk desk, Scheduler scheduler, MeterRegistry meters) {
        Resealing resealing = new Resealing(desk, scheduler, meters);
        resealing.start();
        return resealing;
    }
}
