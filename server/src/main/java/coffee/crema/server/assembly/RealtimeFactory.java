package coffee.crema.server.assembly;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.adapter.netty.DoorSettings;
import coffee.crema.realtime.adapter.netty.Entrance;
import coffee.crema.realtime.adapter.netty.LoopFanout;
import coffee.crema.realtime.adapter.netty.LoopTurns;
import coffee.crema.realtime.adapter.netty.OriginPolicy;
import coffee.crema.realtime.adapter.netty.WebSocketDoor;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.connection.ChannelOwners;
import coffee.crema.realtime.connection.CommandCatalog;
import coffee.crema.realtime.connection.ConnectionFeature;
import coffee.crema.realtime.connection.Connections;
import coffee.crema.realtime.connection.Door;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.connection.Reception;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.connection.Subscriptions;
import coffee.crema.realtime.connection.Toll;
import coffee.crema.realtime.hub.ChannelCommands;
import coffee.crema.realtime.hub.ChannelHub;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.hub.HubOptions;
import coffee.crema.realtime.identity.Authenticator;
import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Channels, connections and the native door.
@Factory
final class RealtimeFactory {

    @Singleton
    WireMapper mapper(RealtimeLimits limits) {
        return new WireMapper(limits.wire());
    }

    @Singleton
    Events events(WireMapper mapper, Scheduler scheduler) {
        return new Events(mapper, scheduler);
    }

    /// Runs the serial turns of channels.
    @Singleton
    @Bean(preDestroy = "shutdown")
    TurnThreads turns() {
        var threads = Thread.ofPlatform().name("crema-turn-", 0).daemon().factory();
        return new TurnThreads(
                Executors.newFixedThreadPool(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8), threads));
    }

    record TurnThreads(ExecutorService executor) {
        void shutdown() {
            executor.shutdown();
        }
    }

    @Singleton
    @Bean(preDestroy = "close")
    ChannelHub hub(
            Broker broker,
            WireMapper mapper,
            DoorSettings door,
            HubOptions options,
            TurnThreads turns,
            Scheduler scheduler,
            SecureRandom random,
            MeterRegistry meters) {
        return new ChannelHub(
                broker,
                LoopFanout.factory(mapper::encode, door.outbound().gatherWindow()),
                scheduler,
                new LoopTurns(turns.executor()),
                random,
                options,
                meters);
    }

    @Singleton
    Requests requests(Database database, CommandRecords records, WireMapper mapper) {
        return new Requests(database, records, mapper);
    }

    @Singleton
    Toll toll(RateLimiter limiter, RealtimeLimits limits) {
        return new Toll(limiter, limits.budgets());
    }

    @Singleton
    Connections connections(Scheduler scheduler, MeterRegistry meters) {
        return new Connections(scheduler, meters);
    }

    @Singleton
    ConnectionFeature connectionFeature(Authenticator authenticator, Scheduler scheduler) {
        return new ConnectionFeature(authenticator, scheduler);
    }

    /// Of all features: those that know of no others, and the one that needs to know whose channels are whose.
    @Singleton
    CommandCatalog catalog(List<Feature> features, Hub hub, Broker broker, Events events) {
        var all = new ArrayList<Feature>(features);
        all.add(new ChannelCommands(hub, broker, events, features));
        return new CommandCatalog(all);
    }

    @Singleton
    ChannelOwners owners(CommandCatalog catalog) {
        return catalog.owners();
    }

    @Singleton
    Reception.Services services(
            NodeId node,
            WireMapper mapper,
            Authenticator authenticator,
            SessionStore sessions,
            Subscriptions subscriptions,
            Requests requests,
            Scheduler scheduler) {
        return new Reception.Services(
                node, mapper, authenticator, sessions, subscriptions, requests, scheduler);
    }

    @Singleton
    Reception reception(
            Reception.Services services,
            CommandCatalog catalog,
            Connections connections,
            Toll toll,
            RealtimeLimits limits,
            MeterRegistry meters) {
        return new Reception(services, catalog, connections, toll, limits, meters);
    }

    @Singleton
    @Named("native")
    WebSocketDoor door(
            Settings settings,
            DoorSettings door,
            Door reception,
            WireMapper mapper,
            MeterRegistry meters) {
        return new WebSocketDoor(
                Entrance.NATIVE,
                door,
                new OriginPolicy(List.copyOf(settings.origins())),
                reception,
                mapper::encode,
                meters);
    }
}
