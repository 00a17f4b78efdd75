package coffee.crema.tastings.sheet;

import coffee.crema.crdt.AutomergeWorkers.Content;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.document.Documents;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.sheet.Sheets.Pick;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What documents hold, read once for each version that is asked for.
///
/// A document that its cupper has made too large to be read is empty here: it must not keep the panel from its results.
///
/// **Threading.** Any thread.
final class Contents {
    /// What is kept, in about as many bytes; a sheet of ten samples is some 40,000.
    static final long KEPT_BYTES_MAX = 64L << 20;

    /// A larger one is not kept.
    static final long ONE_BYTES_MAX = KEPT_BYTES_MAX / 16;

    private static final int NODE_BYTES = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Contents.class);
    private static final Content EMPTY =
            new Content(JsonNodeFactory.instance.objectNode(), Map.of());

    private record Key(String document, Version version) {}

    private static final class Kept {
        final CompletableFuture<Content> content = new CompletableFuture<>();

        /// Zero while it is read. Guarded by the map.
        long bytes;
    }

    private final Documents documents;
    private final Counter hits;
    private final Counter reads;
    private final Counter unreadable;

    /// The one used longest ago first. Guarded by itself. What is being read is there already, so that it is read once.
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    /// Of all that is kept. Guarded by the map.
    private long keptBytes;

    Contents(Documents documents, MeterRegistry meters) {
        this.documents = documents;
        this.hits = meters.counter("crema.tastings.sheets.read", "from", "memory");
        this.reads = meters.counter("crema.tastings.sheets.read", "from", "document");
        this.unreadable = meters.counter("crema.tastings.sheets.unreadable");
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
        Kept reading = new Kept();
        synchronized (kept) {
            Kept known = kept.putIfAbsent(key, reading);
            if (known != null) {
                hits.increment();
                return known.content;
            }
        }
        reads.increment();
        documents
                .content(new DocumentId(key.document()), key.version().heads())
                .whenComplete((content, failure) -> {
                    if (failure == null) {
                        keep(key, reading, content);
                        reading.content.complete(content);
                    } else if (isTooLarge(failure)) {
                        LOG.warn("sheet {} is too large to be read", key.document());
                        unreadable.increment();
                        keep(key, reading, EMPTY);
                        reading.content.complete(EMPTY);
                    } else {
                        forget(key, reading);
                        reading.content.completeExceptionally(failure);
                    }
                });
        return reading.content;
    }

    private static boolean isTooLarge(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof RejectedException refusal && refusal.code() == ErrorCode.TOO_LARGE;
    }

    private void keep(Key key, Kept read, Content content) {
        long bytes = bytes(content.chosen()) + (long) NODE_BYTES * key.version().heads().size();
        for (var others : content.others().values()) {
            for (JsonNode other : others) {
                bytes += bytes(other);
            }
        }
        synchronized (kept) {
            if (bytes > ONE_BYTES_MAX) {
                kept.remove(key, read);
            }
            if (kept.get(key) != read) {
                return;
            }
            read.bytes = bytes;
            keptBytes += bytes;
            for (Iterator<Kept> oldest = kept.values().iterator();
                    keptBytes > KEPT_BYTES_MAX && oldest.hasNext(); ) {
                keptBytes -= oldest.next().bytes;
                oldest.remove();
            }
        }
    }

    private static long bytes(JsonNode node) {
        long bytes = NODE_BYTES + (node.isTextual() ? 2L * node.textValue().length() : 0);
        for (JsonNode child : node) {
            bytes += bytes(child);
        }
        return bytes;
    }

    private void forget(Key key, Kept failed) {
        synchronized (kept) {
            kept.remove(key, failed);
        }
    }
}
