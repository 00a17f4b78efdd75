package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Addition;
import coffee.crema.crdt.DocumentStore.Limits;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.UnfitChangesException;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One append: four statements and three pages when all is new, is of one actor, and was made on what is newest.
///
/// The document's row is taken first, for all of the additions: they are new but for a race of two nodes, and then what was taken in vain is given back. What is there already is told
/// by its actor's number; only where that is not new are hashes looked for.
final class Appending {

    /// How many of the newest appends are searched for what a change depends on, step by step; then the whole log is.
    private static final int[] NEWEST = {2, 32};

    /// The document's row as taken.
    private record Taken(long position, long changes, long bytes) {}

    private final Tx tx;
    private final DocumentId id;
    private final List<Addition> additions;
    private final long nowMs;
    private final Set<ChangeHash> own = new HashSet<>();

    /// Of the whole log, if it was asked for.
    private @Nullable Set<ChangeHash> known;

    /// @param additions each hash once
    Appending(Tx tx, DocumentId id, List<Addition> additions, long nowMs) {
        this.tx = tx;
        this.id = id;
        this.additions = CausalOrder.of(additions);
        this.nowMs = nowMs;
        this.additions.forEach(addition -> own.add(addition.change().hash()));
    }

    List<Stored> run(Limits limits) {
        Taken taken = take();
        Set<ChangeHash> present = advanceActors();
        List<Addition> fresh =
                additions.stream().filter(one -> !present.contains(one.change().hash())).toList();
        requireClosed(fresh);
        if (fresh.size() < additions.size()) {
            giveBack(present);
        }
        if (fresh.isEmpty()) {
            return List.of();
        }
        requireWithin(
                limits,
                taken.changes() - additions.size() + fresh.size(),
                taken.bytes() - bytes(additions) + bytes(fresh));
        return insert(fresh, taken.position() - additions.size());
    }

    private Taken take() {
        int count = additions.size();
        long bytes = bytes(additions);
        return Sql.one(
                        tx,
                        LogSql.TAKE,
                        row -> new Taken(row.getLong(1), row.getLong(2), row.getLong(3)),
                        count,
                        count,
                        bytes,
                        count,
                        bytes,
                        id.value())
                .orElseThrow(() ->
                        RejectedException.of(ErrorCode.NOT_FOUND, "there is no such document"));
    }

    private void giveBack(Set<ChangeHash> present) {
        List<Addition> back =
                additions.stream().filter(one -> present.contains(one.change().hash())).toList();
        long bytes = bytes(back);
        Sql.update(tx, LogSql.GIVE_BACK, back.size(), bytes, back.size(), bytes, id.value());
    }

    /// Each actor's number becomes that of its last change.
    ///
    /// @return additions that are in the log
    private Set<ChangeHash> advanceActors() {
        var byActor = new LinkedHashMap<String, List<Change>>();
        additions.forEach(one ->
                byActor.computeIfAbsent(one.change().actorHex(), _ -> new ArrayList<>())
                        .add(one.change()));
        var present = new HashSet<ChangeHash>();
        var unfit = new ArrayList<ChangeHash>();
        for (Map.Entry<String, List<Change>> one : byActor.entrySet()) {
            List<Change> changes = one.getValue();
            changes.sort(Comparator.comparingLong(Change::seq));
            long before = changes.getFirst().seq() - 1;
            long last = changes.getLast().seq();
            boolean straight = last - before == changes.size();
            if (!straight || !advance(one.getKey(), before, last)) {
                catchUp(one.getKey(), changes, present, unfit);
            }
        }
        require("an actor's changes do not follow one another by number", unfit);
        return present;
    }

    private boolean advance(String actor, long from, long to) {
        return from == 0
                ? Sql.update(tx, LogSql.BEGIN_ACTOR, id.value(), actor, to) > 0
                : Sql.update(tx, LogSql.ADVANCE_ACTOR, to, id.value(), actor, from) > 0;
    }

    /// Some are there already, or are others of the same numbers, or others are missing before them.
    private void catchUp(
            String actor, List<Change> changes, Set<ChangeHash> present, List<ChangeHash> unfit) {
        long stored =
                Sql.one(tx, LogSql.ACTOR, row -> row.getLong(1), id.value(), actor).orElse(0L);
        long last = stored;
        for (Change change : changes) {
            if (change.seq() == last + 1) {
                last++;
            } else if (change.seq() <= stored && known().contains(change.hash())) {
                present.add(change.hash());
            } else {
                unfit.add(change.hash());
            }
        }
        if (last > stored) {
            advance(actor, stored, last);
        }
    }

    private Set<ChangeHash> known() {
        if (known == null) {
            known = LogReader.hashes(tx, id);
        }
        return known;
    }

    private void requireClosed(List<Addition> fresh) {
        Set<ChangeHash> needed =
                fresh.stream()
                        .flatMap(one -> one.change().dependencies().stream())
                        .filter(one -> !own.contains(one))
                        .collect(Collectors.toSet());
        for (int rows : NEWEST) {
            if (!needed.isEmpty() && known == null) {
                needed.removeAll(LogReader.newestHashes(tx, id, rows));
            }
        }
        if (!needed.isEmpty()) {
            needed.removeAll(known());
        }
        if (!needed.isEmpty()) {
            require("a change's dependency is not stored", dependingOn(needed, fresh));
        }
    }

    private static List<ChangeHash> dependingOn(
            Collection<ChangeHash> missing, List<Addition> fresh) {
        return fresh.stream()
                .map(Addition::change)
                .filter(change -> change.dependencies().stream().anyMatch(missing::contains))
                .map(Change::hash)
                .toList();
    }

    private static void require(String what, List<ChangeHash> unfit) {
        if (!unfit.isEmpty()) {
            throw new UnfitChangesException(what, unfit);
        }
    }

    private static void requireWithin(Limits limits, long changes, long bytes) {
        if (changes > limits.changesMax()) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "the document has too many changes", limits.changesMax());
        }
        if (bytes > limits.bytesMax()) {
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE, "the document is too large", limits.bytesMax());
        }
    }

    private List<Stored> insert(List<Addition> fresh, long before) {
        var stored = new ArrayList<Stored>(fresh.size());
        for (Addition one : fresh) {
            stored.add(new Stored(one.change(), one.author(), nowMs, before + stored.size() + 1));
        }
        Sql.update(
                tx,
                LogSql.INSERT,
                id.value(),
                stored.getLast().position(),
                stored.size(),
                PackedLog.hashes(stored),
                PackedLog.write(stored));
        return stored;
    }

    private static long bytes(List<Addition> additions) {
        return additions.stream().mapToLong(one -> one.change().chunk().length).sum();
    }
}
