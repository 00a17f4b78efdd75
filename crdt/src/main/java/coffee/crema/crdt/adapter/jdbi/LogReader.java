package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a document's log: its snapshot, then what is loose.
///
/// **The loose changes are read first.** Where each statement sees what is committed by then, a compaction between the two moves changes from what was read already into what
/// is read next; the other way around they would be in neither. What is in both is taken from the snapshot.
final class LogReader {

    /// A snapshot's row.
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    record Snapshot(long through, int changes, byte[] hashes, long plainBytes, byte[] packed) {
        byte[] plain() {
            return PackedLog.inflate(packed, plainBytes);
        }
    }

    private LogReader() {}

    static List<Stored> all(Tx tx, DocumentId id) {
        return after(tx, id, 0, Integer.MAX_VALUE);
    }

    static List<Stored> after(Tx tx, DocumentId id, long position, int limit) {
        List<Stored> loose = looseAfter(tx, id, position, limit);
        if (!loose.isEmpty() && loose.getFirst().position() == position + 1) {
            // Nothing can be between.
            return loose;
        }
        Optional<Snapshot> snapshot =
                snapshot(tx, id).filter(packed -> packed.through() > position);
        if (snapshot.isEmpty()) {
            return loose;
        }
        var log = new ArrayList<Stored>();
        Snapshot packed = snapshot.get();
        PackedLog.read(packed.plain(), 0, packed.changes()).stream()
                .filter(one -> one.position() > position)
                .limit(limit)
                .forEach(log::add);
        loose.stream()
                .filter(one -> one.position() > packed.through())
                .limit(limit - log.size())
                .forEach(log::add);
        return log;
    }

    static List<Stored> before(Tx tx, DocumentId id, long position, int limit) {
        List<Stored> loose =
                Sql.list(
                        tx,
                        LogSql.CHANGE
                                + " where document = ? and position < ? order by position desc limit ?",
                        LogReader::stored,
                        id.value(),
                        position,
                        limit);
        var log = new ArrayList<>(loose);
        if (log.size() == limit) {
            return log;
        }
        snapshot(tx, id)
                .ifPresent(packed -> {
                    log.removeIf(one -> one.position() <= packed.through());
                    PackedLog.read(packed.plain(), 0, packed.changes()).reversed().stream()
                            .filter(one -> one.position() < position)
                            .limit(limit - log.size())
                            .forEach(log::add);
                });
        return log;
    }

    static Optional<Stored> change(Tx tx, DocumentId id, ChangeHash hash) {
        Optional<Stored> loose =
                Sql.one(
                        tx,
                        LogSql.CHANGE + " where document = ? and hash = ?",
                        LogReader::stored,
                        id.value(),
                        hash.bytes());
        return loose.isPresent()
                ? loose
                : snapshot(tx, id).flatMap(packed -> packedChange(packed, hash));
    }

    private static Optional<Stored> packedChange(Snapshot packed, ChangeHash hash) {
        for (int i = 0; i < packed.changes(); i++) {
            if (ChangeHash.of(packed.hashes(), i * ChangeHash.BYTES).equals(hash)) {
                return PackedLog.read(packed.plain(), i, i + 1).stream().findFirst();
            }
        }
        return Optional.empty();
    }

    static List<Stored> looseAfter(Tx tx, DocumentId id, long position, int limit) {
        return Sql.list(
                tx,
                LogSql.CHANGE + " where document = ? and position > ? order by position limit ?",
                LogReader::stored,
                id.value(),
                position,
                limit);
    }

    static Optional<Snapshot> snapshot(Tx tx, DocumentId id) {
        return Sql.one(
                tx,
                LogSql.SNAPSHOT,
                row ->
                        new Snapshot(
                                row.getLong(1),
                                row.getInt(2),
                                row.getBytes(3),
                                row.getLong(4),
                                row.getBytes(5)),
                id.value());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                PackedLog.change(row.getBytes(4)),
                new UserId(row.getString(2)),
                row.getLong(3),
                row.getLong(1));
    }
}
