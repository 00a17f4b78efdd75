package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Changes of the server's own, one after another: each is made on top of what is stored, and written by its owner's transaction. In the document's turn only.
///
/// **Order.** A transaction that finds something stored which the edit was not made upon is undone, and the edit made anew: so what was acknowledged first, on whichever node, is
/// written over, and does not stand beside. After {@link #STRICT_ATTEMPTS} others were faster each time; then the edit is merged with theirs, as any client's is.
final class Edits {
    private static final int STRICT_ATTEMPTS = 4;
    private static final int ACTOR_CHARS = 32;

    private final LiveDocument document;
    private final DocumentParts parts;
    private final NativeCopy nativeCopy;
    private final Loading loading;
    private final ArrayDeque<Wish<?>> waiting = new ArrayDeque<>();
    private boolean busy;

    /// Who makes them; another one whenever it is not certain what of theirs was stored.
    private String actorHex = newActor();

    Edits(LiveDocument document, DocumentParts parts, NativeCopy nativeCopy, Loading loading) {
        this.document = document;
        this.parts = parts;
        this.nativeCopy = nativeCopy;
        this.loading = loading;
    }

    /// @param sets by JSON pointer; a null node deletes
    /// @param storing as in {@link Documents#edit}
    /// @param written as in {@link Documents#edit}
    record Wish<T>(
            Map<String, JsonNode> sets,
            UserId author,
            Function<Edit, CompletionStage<T>> storing,
            BiPredicate<T, ChangeHash> written,
            CompletableFuture<T> answer) {}

    /// Something was stored that the edit was not made upon.
    private static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OvertakenException() {
            super("something else was stored meanwhile", null, false, false);
        }
    }

    private final class Made implements Edit {
        /// What it is made upon, ascending.
        private final List<ChangeHash> heads;

        /// Null when there is nothing to change.
        private final @Nullable Change change;

        private final UserId author;
        private final boolean strict;

        /// What the document is with it. Written by the store's thread, read after the commit.
        private volatile StoredHeads.@Nullable At after;

        Made(List<ChangeHash> heads, @Nullable Change change, UserId author, boolean strict) {
            this.heads = heads;
            this.change = change;
            this.author = author;
            this.strict = strict;
        }

        @Override
        public Optional<ChangeHash> change() {
            return Optional.ofNullable(change).map(Change::hash);
        }

        @Override
        public void write(Tx tx) {
            if (strict && !parts.heads.read(tx, document.id).heads().equals(heads)) {
                throw new OvertakenException();
            }
            if (change == null) {
                return;
            }
            var stored =
                    parts.store()
                            .append(
                                    tx,
                                    document.id,
                                    List.of(change),
                                    author,
                                    parts.time().millis());
            tx.publish(
                    document.id.channel(),
                    parts.events()
                            .event(
                                    DocumentEvent.CHANGED,
                                    change.chunk().length > DocumentLimits.EVENT_BYTES_MAX
                                            ? DocumentEvent.Changed.elsewhere()
                                            : new DocumentEvent.Changed(
                                                    List.of(change.chunk()),
                                                    List.of(author.value()))));
            if (strict && !stored.isEmpty()) {
                after = new StoredHeads.At(stored.getLast().position(), List.of(change.hash()));
            }
        }
    }

    <T> void add(Wish<T> wish) {
        if (waiting.size() >= DocumentLimits.EDITS_WAITING_MAX) {
            parts.meters.editsRefused.increment();
            wish.answer()
                    .completeExceptionally(
                            RejectedException.limit(
                                    ErrorCode.UNAVAILABLE,
                                    "changes of this document wait to be made",
                                    DocumentLimits.EDITS_WAITING_MAX));
            return;
        }
        waiting.add(wish);
        next();
    }

    private void next() {
        Wish<?> wish = busy ? null : waiting.poll();
        if (wish != null) {
            busy = true;
            make(wish, 1);
        }
    }

    private <T> void make(Wish<T> wish, int attempt) {
        List<ChangeHash> heads = document.replica().graph().heads();
        nativeCopy
                .edit(heads, actorHex, wish.sets())
                .thenApply(Optional::of)
                .exceptionally(Edits::nothing)
                .thenCompose(change -> {
                    var made =
                            new Made(
                                    heads,
                                    change.orElse(null),
                                    wish.author(),
                                    attempt <= STRICT_ATTEMPTS);
                    return wish.storing()
                            .apply(made)
                            .thenApply(answer -> new Stored<>(made, answer));
                })
                .whenComplete((stored, failure) ->
                        document.inTurn(() -> ended(wish, attempt, stored, failure)));
    }

    private record Stored<T>(Made made, T answer) {}

    /// It would change nothing.
    private static Optional<Change> nothing(Throwable failure) {
        if (root(failure) instanceof RejectedException refusal
                && refusal.code() == ErrorCode.CONFLICT) {
            return Optional.empty();
        }
        throw new CompletionException(root(failure));
    }

    private <T> void ended(
            Wish<T> wish, int attempt, @Nullable Stored<T> stored, @Nullable Throwable failure) {
        if (failure != null && root(failure) instanceof OvertakenException) {
            parts.meters.editsRepeated.increment();
            loading.refresh(() -> make(wish, attempt + 1));
            return;
        }
        busy = false;
        if (stored == null) {
            actorHex = newActor();
            wish.answer().completeExceptionally(root(failure));
        } else {
            Change change = stored.made().change;
            if (change != null && wish.written().test(stored.answer(), change.hash())) {
                written(stored.made(), change);
            }
            wish.answer().complete(stored.answer());
        }
        next();
    }

    private void written(Made made, Change change) {
        if (made.after != null) {
            parts.heads.remember(document.id, made.after);
        }
        // Its event may have been faster.
        if (document.replica().dependenciesHere(change) && document.replica().add(change)) {
            document.replication().spread(List.of(change), Set.of(made.author));
        }
        parts.meters.changesStored.increment();
        document.stored(List.of(change));
    }

    private static Throwable root(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? new IllegalStateException("failed without a reason") : cause;
    }

    private static String newActor() {
        UUID random = UUID.randomUUID();
        HexFormat hex = HexFormat.of();
        return (hex.toHexDigits(random.getMostSignificantBits())
                        + hex.toHexDigits(random.getLeastSignificantBits()))
                .substring(0, ACTOR_CHARS);
    }
}
