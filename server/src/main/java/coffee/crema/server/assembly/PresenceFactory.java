package coffee.crema.server.assembly;

import coffee.crema.presence.Presence;
import coffee.crema.presence.PresenceSettings;
import coffee.crema.presence.PresenceTable;
import coffee.crema.presence.adapter.jdbi.JdbiLastSeen;
import coffee.crema.presence.adapter.memory.MemoryPresenceTable;
import coffee.crema.presence.adapter.redisson.RedisPresenceTable;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// Who is in a room now.
@Factory
final class PresenceFactory {

    @Singleton
    @Bean(typed = PresenceTable.class)
    PresenceTable table(SharedLink link) {
        return link.redis()
                .<PresenceTable>map(RedisPresenceTable::new)
                .orElseGet(MemoryPresenceTable::new);
    }

    @Singleton
    Presence presence(
            Hub hub,
            PresenceTable table,
            NodeDirectory nodes,
            Scheduler scheduler,
            WireMapper mapper,
            Database database,
            Settings settings,
            MeterRegistry meters) {
        return new Presence(
                hub,
                table,
                nodes,
                scheduler,
                mapper,
                new JdbiLastSeen(database),
                settings(settings),
                meters);
    }

    private static PresenceSettings settings(Settings settings) {
        var given = PresenceSettings.defaults();
        return new PresenceSettings(
                settings.presence().grace(),
                given.peopleListedMax(),
                given.diffWindow(),
                given.updateWindow(),
                given.stateBytesMax(),
                given.updatesPerSecond(),
                given.reconcile());
    }
}
