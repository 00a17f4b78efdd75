package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiDatabase;
import coffee.crema.realtime.testing.PostgresServer;
import coffee.crema.realtime.time.adapter.jdk.SystemScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One node's store of documents on a real database, its calls waited for.
public final class Log implements AutoCloseable {

    public static final UserId ANN = new UserId("ann");
    public static final UserId BEN = new UserId("ben");

    private static final List<String> MIGRATIONS =
            List.of(
                    "classpath:db/migration/core",
                    "classpath:db/migration/rooms",
                    "classpath:db/migration/crdt");

    public final DocumentStore store;
    public final JdbiDatabase database;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SystemScheduler time = new SystemScheduler("test-timer");

    public Log(DatabaseSettings settings, String node, DocumentStore.Limits limits) {
        store = new JdbiDocumentStore(limits);
        database = JdbiDatabase.open(settings, new NodeId("n-" + node), MIGRATIONS, time, meters);
    }

    public Log(DatabaseSettings settings, String node) {
        this(settings, node, DocumentStore.Limits.defaults());
    }

    public static DatabaseSettings sqlite(Path folder) {
        return DatabaseSettings.of("jdbc:sqlite:" + folder.resolve("crema.db"), "", "");
    }

    public static DatabaseSettings postgres() {
        return DatabaseSettings.of(
                PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.USER);
    }

    public <T> T write(Function<Tx, T> work) {
        return get(database.write("lane", work::apply));
    }

    public <T> T read(Function<Tx, T> work) {
        return get(database.read(work::apply));
    }

    /// A new document of Ann's.
    public DocumentId document() {
        var id = DocumentId.random(new SecureRandom());
        assertThat(yes(tx -> store.create(tx, info(id)))).isTrue();
        return id;
    }

    /// A write that says whether it did something.
    public boolean yes(Function<Tx, Boolean> work) {
        return write(work);
    }

    public Optional<DocumentInfo> find(DocumentId id) {
        return read(tx -> store.find(tx, id));
    }

    public static DocumentInfo info(DocumentId id) {
        return new DocumentInfo(
                id,
                DocumentInfo.OPEN,
                Optional.empty(),
                Optional.of(ANN),
                ANN,
                1_000,
                false,
                List.of());
    }

    public List<Stored> append(DocumentId id, List<Change> changes, UserId author, long nowMs) {
        return write(tx -> store.append(tx, id, changes, author, nowMs));
    }

    public List<Stored> append(DocumentId id, List<Change> changes) {
        return append(id, changes, ANN, 2_000);
    }

    public List<Stored> load(DocumentId id) {
        return read(tx -> store.load(tx, id));
    }

    public List<Stored> after(DocumentId id, long position, int limit) {
        return read(tx -> store.after(tx, id, position, limit));
    }

    public List<Stored> before(DocumentId id, long position, int limit) {
        return read(tx -> store.before(tx, id, position, limit));
    }

    public Optional<Stored> change(DocumentId id, ChangeHash hash) {
        return read(tx -> store.change(tx, id, hash));
    }

    public DocumentStore.Stats stats(DocumentId id) {
        return read(tx -> store.stats(tx, id));
    }

    /// @return whether a snapshot was put in place
    public boolean compact(DocumentId id, int changesMax) {
        return read(tx -> store.uncompacted(tx, id, changesMax))
                .map(DocumentStore.Uncompacted::pack)
                .map(snapshot -> write(tx -> store.compact(tx, snapshot)))
                .orElse(false);
    }

    /// Each after what it depends on, at a greater position, and none twice.
    public static void assertCausal(List<Stored> log) {
        var seen = new HashSet<ChangeHash>();
        long position = 0;
        for (Stored one : log) {
            assertThat(one.position()).isGreaterThan(position);
            position = one.position();
            assertThat(seen).containsAll(one.change().dependencies());
            assertThat(seen.add(one.change().hash())).isTrue();
        }
    }

    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        database.close();
        time.close();
    }
}
