package coffee.crema.tastings.sheet;

import coffee.crema.crdt.AutomergeWorkers.Content;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.document.Documents;
import coffee.crema.tastings.sheet.Sheets.Pick;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What documents hold, read once for each version that is asked for.
///
/// **Threading.** Any thread.
final class Contents {
    /// Contents that are kept: the newest of some sessions, and their frozen ones.
    static final int KEPT_MAX = 1_000;

    private record Key(String document, Version version) {}

    private final Documents documents;
    private final Counter hits;
    private final Counter reads;

    /// Guarded by itself. What is being read is there already, so that it is read once.
    private final Map<Key, CompletableFuture<Content>> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Key, CompletableFuture<Content>> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    Contents(Documents documents, MeterRegistry meters) {
        this.documents = documents;
        this.hits = meters.counter("crema.tastings.sheets.read", "from", "memory");
        this.reads = meters.counter("crema.tastings.sheets.read", "from", "document");
    }

    /// @param newest of those that name no version
    CompletionStage<Map<Pick, Content>> read(Collection<Pick> picks, Map<String, Version> newest) {
        Map<Pick, CompletableFuture<Content>> all = new LinkedHashMap<>();
        for (Pick pick : picks) {
            Version version =
                    pick.version()
                            .orElseGet(() -> Objects.requireNonNull(newest.get(pick.document())));
            all.put(pick, read(new Key(pick.document(), version)));
        }
        return CompletableFuture.allOf(all.values().toArray(CompletableFuture[]::new))
                .thenApply(_ -> {
                    Map<Pick, Content> contents = new LinkedHashMap<>();
                    all.forEach((pick, content) -> contents.put(pick, content.resultNow()));
                    return contents;
                });
    }

    private CompletableFuture<Content> read(Key key) {
        CompletableFuture<Content> reading = new CompletableFuture<>();
        synchronized (kept) {
            CompletableFuture<Content> known = kept.putIfAbsent(key, reading);
            if (known != null) {
                hits.increment();
                return known;
            }
        }
        reads.increment();
        documents
                .content(new DocumentId(key.document()), key.version().heads())
                .whenComplete((content, failure) -> {
                    if (failure == null) {
                        reading.complete(content);
                    } else {
                        forget(key, reading);
                        reading.completeExceptionally(failure);
                    }
                });
        return reading;
    }

    private void forget(Key key, CompletableFuture<Content> failed) {
        synchronized (kept) {
            kept.remove(key, failed);
        }
    }
}
