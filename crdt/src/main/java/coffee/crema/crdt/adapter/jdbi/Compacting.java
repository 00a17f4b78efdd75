package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Snapshot;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.DocumentStore.Uncompacted;
import coffee.crema.realtime.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes one snapshot of the snapshot before and the oldest appends that are loose.
final class Compacting {

    private Compacting() {}

    static Optional<Uncompacted> read(Tx tx, DocumentId id, int changesMax) {
        List<LogReader.Row> loose = LogReader.oldest(tx, id, changesMax);
        Optional<LogReader.Snapshot> before = LogReader.snapshot(tx, id);
        long through = before.map(LogReader.Snapshot::through).orElse(0L);
        // Where somebody compacted between the two statements.
        List<LogReader.Row> fresh = loose.stream().filter(one -> one.position() > through).toList();
        return fresh.isEmpty() ? Optional.empty() : Optional.of(new Unpacked(id, before, fresh));
    }

    private record Unpacked(
            DocumentId document, Optional<LogReader.Snapshot> before, List<LogReader.Row> loose)
            implements Uncompacted {

        @Override
        public Snapshot pack() {
            var log = new ArrayList<Stored>();
            before.ifPresent(
                    packed -> log.addAll(PackedLog.read(packed.plain(), 0, packed.changes())));
            int packedBefore = log.size();
            loose.forEach(row -> log.addAll(row.stored()));
            byte[] plain = PackedLog.write(log);
            long bytes =
                    log.stream()
                            .skip(packedBefore)
                            .mapToLong(one -> one.change().chunk().length)
                            .sum();
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
                    log.size() - packedBefore,
                    bytes);
        }
    }

    /// @param basis the newest position of the snapshot before
    /// @param appends loose until now
    /// @param changes of these
    /// @param bytes of these
    private record Packed(
            DocumentId document,
            long basis,
            LogReader.Snapshot row,
            int appends,
            int changes,
            long bytes)
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
        int removed = Sql.update(tx, LogSql.REMOVE_PACKED, id, row.through());
        if (removed != packed.appends()) {
            // Cannot be; and if it is, nothing is removed.
            throw new IllegalStateException(
                    "a snapshot holds %d loose appends, and %d are there"
                            .formatted(packed.appends(), removed));
        }
        return true;
    }
}
