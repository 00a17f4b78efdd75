package coffee.crema.server.assembly;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.adapter.jdbi.JdbiDocumentStore;
import coffee.crema.crdt.document.Compactor;
import coffee.crema.crdt.document.CompactorSettings;
import coffee.crema.crdt.document.DocumentFeature;
import coffee.crema.crdt.document.DocumentHistory;
import coffee.crema.crdt.document.DocumentLimits;
import coffee.crema.crdt.document.Documents;
import coffee.crema.crdt.document.OpenDocuments;
import coffee.crema.crdt.document.Removal;
import coffee.crema.crdt.sync.SyncDoor;
import coffee.crema.crdt.sync.SyncLimits;
import coffee.crema.crdt.worker.WorkerSettings;
import coffee.crema.crdt.worker.adapter.automerge.AutomergeProcesses;
import coffee.crema.realtime.adapter.netty.DoorSettings;
import coffee.crema.realtime.adapter.netty.Entrance;
import coffee.crema.realtime.adapter.netty.LoopTurns;
import coffee.crema.realtime.adapter.netty.OriginPolicy;
import coffee.crema.realtime.adapter.netty.WebSocketDoor;
import coffee.crema.realtime.connection.Toll;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.identity.Authenticator;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SecretStore;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.server.assembly.RealtimeFactory.TurnThreads;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Documents, and the door of automerge-repo clients.
@Factory
final class CrdtFactory {
    private static final Entrance SYNC =
            new Entrance("/sync", "crema.sync.ws", Optional.of(WireFormat.CBOR));

    /// A client uploads all it has in one message.
    private static final int FRAME_BYTES_MAX = 16 << 20;

    /// A document that is as large as may be, and some.
    private static final int OUTBOUND_BYTES_MAX = 24 << 20;

    private static final long SECRET_WAIT_SECONDS = 10;

    @Singleton
    DocumentStore documentStore(Settings settings) {
        var asked = settings.documents().log();
        return new JdbiDocumentStore(
                new DocumentStore.Limits(
                        asked.changesMax(),
                        asked.bytesMax(),
                        DocumentStore.Limits.defaults().additionsMax()));
    }

    @Singleton
    @Bean(preDestroy = "close")
    AutomergeWorkers workers(Settings settings, Scheduler scheduler, MeterRegistry meters) {
        var asked = settings.documents().workers();
        return AutomergeProcesses.open(
                WorkerSettings.defaults()
                        .with(
                                asked.count(),
                                asked.nativeBytesMax(),
                                asked.memoryBytesMax(),
                                asked.callTimeout()),
                scheduler,
                meters);
    }

    @Singleton
    @Bean(preDestroy = "shutdown")
    PackingThread packing() {
        return new PackingThread(
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("crema-packing").daemon().factory()));
    }

    record PackingThread(ExecutorService executor) {
        void shutdown() {
            executor.shutdown();
        }
    }

    @Singleton
    @Bean(preDestroy = "close")
    Compactor compactor(
            Database database,
            DocumentStore store,
            Scheduler scheduler,
            PackingThread packing,
            SecureRandom random,
            Settings settings,
            MeterRegistry meters) {
        var asked = settings.documents().log();
        return new Compactor(
                database,
                store,
                scheduler,
                packing.executor(),
                random,
                CompactorSettings.defaults()
                        .from(asked.compactChanges(), asked.compactBytes(), asked.compactDelay()),
                meters);
    }

    /// The same on every node of a database.
    @Singleton
    Documents.Self self(SecretStore secrets) {
        try {
            var bytes =
                    ByteBuffer.wrap(
                            secrets.secret("documents-storage-id")
                                    .toCompletableFuture()
                                    .get(SECRET_WAIT_SECONDS, TimeUnit.SECONDS));
            var id = new UUID(bytes.getLong(), bytes.getLong());
            return new Documents.Self("crema-" + id, id.toString());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the database has no name for its documents", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    @Singleton
    OpenDocuments openDocuments(RoomDesk desk) {
        return new OpenDocuments(desk);
    }

    @Singleton
    DocumentFeature documentFeature(Documents documents) {
        return new DocumentFeature(documents);
    }

    @Singleton
    DocumentHistory documentHistory(
            Database database,
            DocumentStore store,
            Documents documents,
            List<DocumentPolicy> policies) {
        return new DocumentHistory(database, store, documents, policies);
    }

    @Singleton
    Removal removal(
            Database database,
            DocumentStore store,
            Documents documents,
            List<DocumentPolicy> policies) {
        return new Removal(database, store, documents, policies);
    }

    @Singleton
    Documents documents(
            Documents.Self self,
            Database database,
            DocumentStore store,
            AutomergeWorkers workers,
            Compactor compactor,
            Hub hub,
            Events events,
            WireMapper mapper,
            Scheduler scheduler,
            TurnThreads turns,
            List<DocumentPolicy> policies,
            Settings settings,
            MeterRegistry meters) {
        var asked = settings.documents().live();
        return new Documents(
                new Documents.Services(
                        self,
                        database,
                        store,
                        workers,
                        compactor,
                        hub,
                        events,
                        mapper,
                        scheduler,
                        new LoopTurns(turns.executor()),
                        settings.redis().isEmpty()),
                policies,
                DocumentLimits.defaults().with(asked.max(), asked.gatherWindow(), asked.linger()),
                meters);
    }

    @Singleton
    @Bean(typed = SyncDoor.class)
    SyncDoor syncDoor(
            Documents documents,
            Authenticator authenticator,
            Toll toll,
            Scheduler scheduler,
            Settings settings,
            MeterRegistry meters) {
        return new SyncDoor(
                documents,
                authenticator,
                toll,
                scheduler,
                SyncLimits.defaults()
                        .with(
                                settings.documents().live().arrivingBytesMax(),
                                settings.auth().expiryGrace()),
                meters);
    }

    @Singleton
    @Named("sync")
    WebSocketDoor syncSockets(
            Settings settings, DoorSettings door, SyncDoor documents, MeterRegistry meters) {
        return new WebSocketDoor(
                SYNC,
                sync(door, settings.documents().live().arrivingBytesMax()),
                new OriginPolicy(List.copyOf(settings.origins())),
                documents,
                (format, message) -> {
                    throw new IllegalStateException("this door writes frames of its own");
                },
                meters);
    }

    /// Larger messages, and no deflate: changes are small or deflated themselves, and one encoded message goes to many.
    private static DoorSettings sync(DoorSettings door, long arrivingBytesMax) {
        return new DoorSettings(
                door.admission(),
                new DoorSettings.Inbound(
                        FRAME_BYTES_MAX,
                        door.inbound().strangerBytesMax(),
                        door.inbound().fragmentsMax(),
                        arrivingBytesMax),
                new DoorSettings.Outbound(
                        OUTBOUND_BYTES_MAX, door.outbound().queueAgeMax(), Duration.ZERO, false),
                door.heartbeat(),
                door.closing());
    }
}
