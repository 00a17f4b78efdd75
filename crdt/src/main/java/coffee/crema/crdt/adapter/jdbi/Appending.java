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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// One append: three statements when all is new and the document has no snapshot.
///
/// The document's row is taken first, for all of the additions: they are new but for a race of two nodes, and then what was taken in vain is given back.
final class Appending {

    /// The document's row as taken.
    private record Taken(long position, long changes, long bytes, long packedThrough) {}

    private final Tx tx;
    private final DocumentId id;
    private final List<Addition> additions;
    private final long nowMs;
    private final Set<ChangeHash> own = new HashSet<>();
    private final Set<ChangeHash> present = new HashSet<>();

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
        findPresent(taken.packedThrough() > 0);
        List<Addition> fresh =
                additions.stream().filter(one -> !present.contains(one.change().hash())).toList();
        requireClosed(fresh);
        if (fresh.size() < additions.size()) {
            giveBack();
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
                        row ->
                                new Taken(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4)),
                        count,
                        count,
                        bytes,
                        count,
                        bytes,
                        id.value())
                .orElseThrow(() ->
                        RejectedException.of(ErrorCode.NOT_FOUND, "there is no such document"));
    }

    private void giveBack() {
        List<Addition> back =
                additions.stream().filter(one -> present.contains(one.change().hash())).toList();
        long bytes = bytes(back);
        Sql.update(tx, LogSql.GIVE_BACK, back.size(), bytes, back.size(), bytes, id.value());
    }

    /// Which additions, and which of their dependencies, are in the log.
    private void findPresent(boolean packed) {
        var asked = new HashSet<>(own);
        additions.forEach(addition -> asked.addAll(addition.change().dependencies()));
        Sql.among(
                        tx,
                        LogSql.LOOSE_AMONG,
                        id.value(),
                        asked.stream().map(ChangeHash::bytes).toList(),
                        row -> ChangeHash.of(row.getBytes(1), 0))
                .forEach(present::add);
        if (packed) {
            asked.removeAll(present);
            findPacked(asked);
        }
    }

    /// The list of hashes is long: it is read only when the snapshot may have one of those asked for.
    private void findPacked(Set<ChangeHash> asked) {
        Map<String, Long> seqs = packedSeqs();
        boolean mayHave =
                additions.stream()
                        .map(Addition::change)
                        .anyMatch(change ->
                                change.seq() <= seqs.getOrDefault(change.actorHex(), 0L)
                                        || change.dependencies().stream()
                                                .anyMatch(one ->
                                                        asked.contains(one) && !own.contains(one)));
        if (mayHave) {
            byte[] hashes =
                    Sql.one(tx, LogSql.PACKED_HASHES, row -> row.getBytes(1), id.value())
                            .orElse(new byte[0]);
            for (int at = 0; at < hashes.length; at += ChangeHash.BYTES) {
                var hash = ChangeHash.of(hashes, at);
                if (asked.contains(hash)) {
                    present.add(hash);
                }
            }
            requireSound(seqs);
        }
    }

    private Map<String, Long> packedSeqs() {
        var actors = additions.stream().map(one -> one.change().actorHex()).distinct().toList();
        var seqs = new HashMap<String, Long>();
        Sql.among(
                tx,
                LogSql.PACKED_ACTORS_AMONG,
                id.value(),
                actors,
                row -> seqs.put(row.getString(1), row.getLong(2)));
        return seqs;
    }

    /// No second change of a number that the snapshot has.
    private void requireSound(Map<String, Long> packedSeqs) {
        require(
                "an actor has another change of this number",
                additions.stream()
                        .map(Addition::change)
                        .filter(change -> !present.contains(change.hash()))
                        .filter(change ->
                                change.seq() <= packedSeqs.getOrDefault(change.actorHex(), 0L))
                        .map(Change::hash)
                        .toList());
    }

    private void requireClosed(List<Addition> fresh) {
        require(
                "a change's dependency is not stored",
                fresh.stream()
                        .map(Addition::change)
                        .filter(change ->
                                !change.dependencies().stream()
                                        .allMatch(
                                                one -> present.contains(one) || own.contains(one)))
                        .map(Change::hash)
                        .toList());
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
        int[] counts =
                Sql.with(
                        tx,
                        LogSql.INSERT,
                        statement -> {
                            long position = before;
                            for (Addition one : fresh) {
                                Change change = one.change();
                                position++;
                                Sql.bind(
                                        statement,
                                        id.value(),
                                        position,
                                        change.hash().bytes(),
                                        change.actorHex(),
                                        change.seq(),
                                        one.author().value(),
                                        nowMs,
                                        change.chunk());
                                statement.addBatch();
                                stored.add(new Stored(change, one.author(), nowMs, position));
                            }
                            return statement.executeBatch();
                        });
        // The row of the document is ours and no hash was there: what is left is the number.
        require(
                "an actor has another change of this number",
                IntStream.range(0, counts.length)
                        .filter(i -> counts[i] == 0)
                        .mapToObj(i -> fresh.get(i).change().hash())
                        .toList());
        return stored;
    }

    private static long bytes(List<Addition> additions) {
        return additions.stream().mapToLong(one -> one.change().chunk().length).sum();
    }
}
