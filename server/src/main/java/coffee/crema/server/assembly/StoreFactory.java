package coffee.crema.server.assembly;

import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.OutboxLimits;
import coffee.crema.realtime.store.OutboxRelay;
import coffee.crema.realtime.store.RecentSessions;
import coffee.crema.realtime.store.SecretStore;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiCommandRecords;
import coffee.crema.realtime.store.adapter.jdbi.JdbiDatabase;
import coffee.crema.realtime.store.adapter.jdbi.JdbiOutbox;
import coffee.crema.realtime.store.adapter.jdbi.JdbiSecretStore;
import coffee.crema.realtime.store.adapter.jdbi.JdbiSessionStore;
import coffee.crema.realtime.store.adapter.jdbi.Retention;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.server.config.Settings;
import coffee.crema.server.config.Settings.Store;
import coffee.crema.server.config.SettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// What must not be lost.
@Factory
final class StoreFactory {

    /// The schemas of all modules; the numbers of their versions do not meet.
    private static final List<String> MIGRATIONS =
            List.of(
                    "classpath:db/migration/core",
                    "classpath:db/migration/rooms",
                    "classpath:db/migration/presence",
                    "classpath:db/migration/tastings",
                    "classpath:db/migration/crdt",
                    "classpath:db/migration/blind-box");

    private static final int QUEUE_MAX = 10_000;
    private static final int BATCH_MAX = 256;
    private static final int LANES_MAX = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Singleton
    @Bean(preDestroy = "close")
    JdbiDatabase database(
            Settings settings, NodeId self, Scheduler scheduler, MeterRegistry meters) {
        return JdbiDatabase.open(
                databaseSettings(settings.database()), self, MIGRATIONS, scheduler, meters);
    }

    private static DatabaseSettings databaseSettings(Store store) {
        return switch (store) {
            case Store.Sqlite sqlite ->
                    settings("jdbc:sqlite:" + withDirectory(sqlite.file()), "", "", 1, 4);
            case Store.Postgres postgres -> {
                int lanes = Math.clamp(postgres.connectionsMax() / 2, 1, LANES_MAX);
                yield settings(
                        postgres.url(),
                        postgres.user(),
                        postgres.password(),
                        lanes,
                        postgres.connectionsMax() - lanes);
            }
        };
    }

    private static DatabaseSettings settings(
            String url, String user, String password, int lanes, int readers) {
        return new DatabaseSettings(
                url, user, password, lanes, readers, QUEUE_MAX, BATCH_MAX, TIMEOUT);
    }

    private static Path withDirectory(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            Path directory = absolute.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            return absolute;
        } catch (IOException e) {
            throw new SettingsException(
                    "The directory of crema.database.url " + absolute + " cannot be made.");
        }
    }

    @Singleton
    SessionStore sessions(
            JdbiDatabase database, SecureRandom random, Scheduler scheduler, MeterRegistry meters) {
        return new RecentSessions(
                new JdbiSessionStore(database, random, scheduler), scheduler, meters);
    }

    @Singleton
    CommandRecords records(Scheduler scheduler) {
        return new JdbiCommandRecords(scheduler);
    }

    @Singleton
    SecretStore secrets(JdbiDatabase database, SecureRandom random) {
        return new JdbiSecretStore(database, random);
    }

    /// Cleans up until the node stops.
    @Context
    @Bean(preDestroy = "cancel")
    Scheduler.Cancellable retention(
            JdbiDatabase database, Scheduler scheduler, MeterRegistry meters) {
        return new Retention(database, scheduler, meters).start();
    }

    @Context
    @Bean(preDestroy = "close")
    OutboxRelay outbox(
            JdbiDatabase database,
            Broker broker,
            NodeDirectory nodes,
            Scheduler scheduler,
            SecureRandom random,
            MeterRegistry meters) {
        var relay =
                new OutboxRelay(
                        new JdbiOutbox(database),
                        broker,
                        nodes,
                        scheduler,
                        random,
                        OutboxLimits.defaults(),
                        meters);
        relay.start();
        return relay;
    }
}
