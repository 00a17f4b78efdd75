package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Snapshot;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.DocumentStore.Uncompacted;
import coffee.crema.realtime.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes one snapshot of the snapshot before and the oldest loose changes.
final class Compacting {

    private Compacting() {}

    static Optional<Uncompacted> read(Tx tx, DocumentId id, int changesMax) {
        List<Stored> loose = LogReader.looseAfter(tx, id, 0, changesMax);
        Optional<LogReader.Snapshot> before = LogReader.snapshot(tx, id);
        long through = before.map(LogReader.Snapshot::through).orElse(0L);
        // Where somebody compacted between the two statements.
        List<Stored> fresh = loose.stream().filter(one -> one.position() > through).toList();
        return fresh.isEmpty() ? Optional.empty() : Optional.of(new Unpacked(id, before, fresh));
    }

    private record Unpacked(
            DocumentId document, Optional<LogReader.Snapshot> before, List<Stored> loose)
            implements Uncompacted {

        @Override
        public Snapshot pack() {
            var log = new ArrayList<Stored>();
            before.ifPresent(
                    packed -> log.addAll(PackedLog.read(packed.plain(), 0, packed.changes())));
            log.addAll(loose);
            byte[] plain = PackedLog.write(log);
            var seqs = new HashMap<String, Long>();
            long bytes = 0;
            for (Stored one : loose) {
                Change change = one.change();
                seqs.merge(change.actorHex(), change.seq(), Math::max);
                bytes += change.chunk().length;
            }
            return new Packed(
                    document,
                    before.map(LogReader.Snapshot::through).orElse(0L),
                    new LogReader.Snapshot(
                            log.getLast().position(),
                            log.size(),
                            PackedLog.hashes(log),
                            plain.length,
                            PackedLog.deflate(plain)),
                    loose.size(),
                    bytes,
                    seqs);
        }
    }

    /// @param basis the newest position of the snapshot before
    /// @param changes loose until now
    /// @param bytes of these
    /// @param seqs of these, the greatest of each actor
    private record Packed(
            DocumentId document,
            long basis,
            LogReader.Snapshot row,
            int changes,
            long bytes,
            Map<String, Long> seqs)
            implements Snapshot {

        @Override
        public long packedBytes() {
            return row.packed().length;
        }
    }

    static boolean write(Tx tx, Snapshot snapshot) {
        if (!(snapshot instanceof Packed packed)) {
            throw new IllegalArgumentException("not a snapshot of this store");
        }
        String id = packed.document().value();
        LogReader.Snapshot row = packed.row();
        int taken =
                Sql.update(
                        tx,
                        LogSql.PACK,
                        packed.changes(),
                        packed.bytes(),
                        row.through(),
                        id,
                        packed.basis());
        if (taken == 0) {
            return false;
        }
        Sql.update(
                tx,
                LogSql.PUT_SNAPSHOT,
                id,
                row.through(),
                row.changes(),
                row.hashes(),
                row.plainBytes(),
                row.packed());
        putActors(tx, id, packed.seqs());
        int removed = Sql.update(tx, LogSql.REMOVE_PACKED, id, row.through());
        if (removed != packed.changes()) {
            // Cannot be; and if it is, nothing is removed.
            throw new IllegalStateException(
                    "a snapshot holds %d loose changes, and %d are there"
                            .formatted(packed.changes(), removed));
        }
        return true;
    }

    private static void putActors(Tx tx, String id, Map<String, Long> seqs) {
        Sql.with(
                tx,
                LogSql.PUT_SNAPSHOT_ACTOR,
                statement -> {
                    for (var one : seqs.entrySet()) {
                        Sql.bind(statement, id, one.getKey(), one.getValue());
                        statement.addBatch();
                    }
                    return statement.executeBatch();
                });
    }
}
