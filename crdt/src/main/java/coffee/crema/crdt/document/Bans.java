package coffee.crema.crdt.document;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.realtime.store.Database;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Changes that must never be taken again, in any document.
///
/// The store remembers them for good and for all nodes. It is asked about what a client brings when it comes, for that is how a banned change comes back; what is typed
/// live is compared with the newest bans of this node alone.
///
/// **Threading.** Any thread.
final class Bans {
    private static final int REMEMBERED_MAX = 10_000;
    private static final int STRIKES_OUT = 3;

    private final Database database;
    private final DocumentStore store;

    /// How often a change failed; {@link #STRIKES_OUT} and more is a ban. Guarded by itself.
    private final Map<ChangeHash, Integer> strikes =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ChangeHash, Integer> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    Bans(Database database, DocumentStore store) {
        this.database = database;
        this.store = store;
    }

    boolean remembers(ChangeHash hash) {
        synchronized (strikes) {
            return strikes.getOrDefault(hash, 0) >= STRIKES_OUT;
        }
    }

    /// Asks the store, too.
    CompletionStage<Set<ChangeHash>> among(Collection<ChangeHash> asked) {
        return database.read(tx -> store.banned(tx, asked))
                .thenApply(banned -> {
                    banned.forEach(this::remember);
                    return asked.stream().filter(this::remembers).collect(Collectors.toSet());
                });
    }

    /// For good. Completes when the store remembers it.
    CompletionStage<Boolean> ban(ChangeHash hash, String reason, long nowMs) {
        remember(hash);
        return database.write(
                "document-bans",
                tx -> {
                    store.ban(tx, hash, reason, nowMs);
                    return true;
                });
    }

    /// It took too long, which a busy machine can be the reason of: out after some times.
    ///
    /// @return whether it is out now
    boolean strike(ChangeHash hash) {
        synchronized (strikes) {
            return strikes.merge(hash, 1, Integer::sum) >= STRIKES_OUT;
        }
    }

    private void remember(ChangeHash hash) {
        synchronized (strikes) {
            strikes.put(hash, STRIKES_OUT);
        }
    }
}
