package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.realtime.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /// What one append stored.
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    record Row(long position, int changes, byte[] log) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getLong(1), row.getInt(2), row.getBytes(3));
        }

        List<Stored> stored() {
            return PackedLog.read(log, 0, changes);
        }
    }

    private record Place(long position, int index) {}

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

    /// A row has at least one change, so that many rows are enough.
    private static List<Stored> looseAfter(Tx tx, DocumentId id, long position, int limit) {
        var loose = new ArrayList<Stored>();
        for (Row row : Sql.list(tx, LogSql.ROWS_AFTER, Row::of, id.value(), position, limit)) {
            if (loose.size() >= limit) {
                break;
            }
            row.stored().stream()
                    .filter(one -> one.position() > position)
                    .limit(limit - loose.size())
                    .forEach(loose::add);
        }
        return loose;
    }

    static List<Stored> before(Tx tx, DocumentId id, long position, int limit) {
        var log = new ArrayList<Stored>();
        for (Row row : Sql.list(tx, LogSql.ROWS_BEFORE, Row::of, id.value(), position, limit)) {
            addBefore(log, row.stored(), position, limit);
        }
        if (log.size() == limit) {
            return log;
        }
        snapshot(tx, id)
                .ifPresent(packed -> {
                    log.removeIf(one -> one.position() <= packed.through());
                    addBefore(
                            log,
                            PackedLog.read(packed.plain(), 0, packed.changes()),
                            position,
                            limit);
                });
        return log;
    }

    private static void addBefore(List<Stored> log, List<Stored> older, long position, int limit) {
        older.reversed().stream()
                .filter(one -> one.position() < position)
                .limit(limit - log.size())
                .forEach(log::add);
    }

    static Optional<Stored> change(Tx tx, DocumentId id, ChangeHash hash) {
        Optional<Stored> loose =
                Sql.list(
                                tx,
                                LogSql.POSITIONS,
                                row -> new Place(row.getLong(1), find(row.getBytes(2), hash)),
                                id.value())
                        .stream()
                        .filter(place -> place.index() >= 0)
                        .findFirst()
                        .flatMap(place -> looseChange(tx, id, place));
        return loose.isPresent()
                ? loose
                : snapshot(tx, id).flatMap(packed -> packedChange(packed, hash));
    }

    private static Optional<Stored> looseChange(Tx tx, DocumentId id, Place place) {
        return Sql.one(tx, LogSql.ROW, Row::of, id.value(), place.position())
                .map(row -> row.stored().get(place.index()));
    }

    private static Optional<Stored> packedChange(Snapshot packed, ChangeHash hash) {
        int index = find(packed.hashes(), hash);
        return index < 0
                ? Optional.empty()
                : PackedLog.read(packed.plain(), index, index + 1).stream().findFirst();
    }

    /// @return which one of the hashes it is; negative for none
    private static int find(byte[] hashes, ChangeHash hash) {
        for (int i = 0; i < hashes.length / ChangeHash.BYTES; i++) {
            if (ChangeHash.of(hashes, i * ChangeHash.BYTES).equals(hash)) {
                return i;
            }
        }
        return -1;
    }

    /// Of the newest appends.
    static Set<ChangeHash> newestHashes(Tx tx, DocumentId id, int rows) {
        var hashes = new HashSet<ChangeHash>();
        Sql.list(tx, LogSql.NEWEST_HASHES, row -> row.getBytes(1), id.value(), rows)
                .forEach(some -> addTo(hashes, some));
        return hashes;
    }

    /// Of the whole log: loose ones and those of the snapshot. In a transaction that holds the document's row.
    static Set<ChangeHash> hashes(Tx tx, DocumentId id) {
        Set<ChangeHash> hashes = newestHashes(tx, id, Integer.MAX_VALUE);
        Sql.one(tx, LogSql.PACKED_HASHES, row -> row.getBytes(1), id.value())
                .ifPresent(packed -> addTo(hashes, packed));
        return hashes;
    }

    private static void addTo(Set<ChangeHash> hashes, byte[] some) {
        for (int at = 0; at < some.length; at += ChangeHash.BYTES) {
            hashes.add(ChangeHash.of(some, at));
        }
    }

    /// The oldest appends that are loose: as many as have at most so many changes together, but one at least.
    static List<Row> oldest(Tx tx, DocumentId id, int changesMax) {
        var oldest = new ArrayList<Row>();
        long changes = 0;
        for (Row row : Sql.list(tx, LogSql.ROWS_AFTER, Row::of, id.value(), 0, changesMax)) {
            changes += row.changes();
            if (changes > changesMax && !oldest.isEmpty()) {
                break;
            }
            oldest.add(row);
        }
        return oldest;
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
}
