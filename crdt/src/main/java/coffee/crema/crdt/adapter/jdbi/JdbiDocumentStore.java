package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// {@link DocumentStore} in SQLite or PostgreSQL. Migrations: `classpath:db/migration/crdt`.
public final class JdbiDocumentStore implements DocumentStore {

    private static final int REASON_CHARS_MAX = 200;
    private static final int HASHES_MAX = 500;

    private static final String CREATE =
            """
            insert into document (id, kind, room, owner, created_by, created_at_ms, frozen, frozen_heads,
                position, changes, bytes, loose_changes, loose_bytes, packed_through)
            values (:id, :kind, :room, :owner, :createdBy, :createdAtMs, :frozen, :frozenHeads, 0, 0, 0, 0, 0, 0)
            on conflict do nothing\
            """;

    private static final String BAN =
            "insert into document_ban (hash, reason, at_ms) values (:hash, :reason, :atMs) on conflict do nothing";

    private static final String FORGET_BANS =
            """
            delete from document_ban where at_ms <
                (select at_ms from document_ban order by at_ms desc limit 1 offset :kept)\
            """;

    private static final String BURY =
            """
            update document set kind = :kind, room = null, owner = created_by, frozen = 0, frozen_heads = '',
                changes = 0, bytes = 0, loose_changes = 0, loose_bytes = 0, packed_through = -1
            where id = :id\
            """;

    private static final List<String> TABLES =
            List.of("document_log", "document_snapshot", "document_actor");

    private final Limits limits;

    public JdbiDocumentStore(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public boolean create(Tx tx, DocumentInfo info) {
        return update(tx, CREATE, info.id())
                        .bind("kind", info.kind())
                        .bind("room", info.room().map(RoomId::value).orElse(null))
                        .bind("owner", info.owner().map(UserId::value).orElse(null))
                        .bind("createdBy", info.createdBy().value())
                        .bind("createdAtMs", info.createdAtMs())
                        .bind("frozen", info.frozen() ? 1 : 0)
                        .bind("frozenHeads", text(info.frozenHeads()))
                        .execute()
                > 0;
    }

    @Override
    public Optional<DocumentInfo> find(Tx tx, DocumentId id) {
        return JdbiTx.handle(tx)
                .createQuery("select * from document where id = :id")
                .bind("id", id.value())
                .map((row, _) -> info(row))
                .findOne();
    }

    @Override
    public List<DocumentInfo> ofRoom(Tx tx, RoomId room, @Nullable DocumentId after, int limit) {
        return JdbiTx.handle(tx)
                .createQuery(
                        "select * from document where room = :room and id > :after order by id limit :limit")
                .bind("room", room.value())
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map((row, _) -> info(row))
                .list();
    }

    @Override
    public List<Stored> append(Tx tx, DocumentId id, List<Addition> additions, long nowMs) {
        if (additions.isEmpty()) {
            return List.of();
        }
        if (additions.size() > limits.additionsMax()) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "too many changes at once", limits.additionsMax());
        }
        return new Appending(tx, id, additions, nowMs).run(limits);
    }

    @Override
    public List<Stored> load(Tx tx, DocumentId id) {
        return LogReader.all(tx, id);
    }

    @Override
    public List<Stored> after(Tx tx, DocumentId id, long position, int limit) {
        return LogReader.after(tx, id, position, limit);
    }

    @Override
    public List<Stored> before(Tx tx, DocumentId id, long position, int limit) {
        return LogReader.before(tx, id, position, limit);
    }

    @Override
    public Optional<Stored> change(Tx tx, DocumentId id, ChangeHash hash) {
        return LogReader.change(tx, id, hash);
    }

    @Override
    public Stats stats(Tx tx, DocumentId id) {
        return Sql.one(
                        tx,
                        "select changes, bytes, loose_changes, loose_bytes from document where id = ?",
                        row ->
                                new Stats(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4)),
                        id.value())
                .orElseGet(() -> new Stats(0, 0, 0, 0));
    }

    @Override
    public Optional<Uncompacted> uncompacted(Tx tx, DocumentId id, int changesMax) {
        return Compacting.read(tx, id, changesMax);
    }

    @Override
    public boolean compact(Tx tx, Snapshot snapshot) {
        return Compacting.write(tx, snapshot);
    }

    @Override
    public boolean freeze(Tx tx, DocumentId id, List<ChangeHash> heads) {
        return update(
                                tx,
                                "update document set frozen = 1, frozen_heads = :heads where id = :id",
                                id)
                        .bind("heads", text(heads))
                        .execute()
                > 0;
    }

    @Override
    public boolean thaw(Tx tx, DocumentId id) {
        return update(tx, "update document set frozen = 0, frozen_heads = '' where id = :id", id)
                        .execute()
                > 0;
    }

    @Override
    public void ban(Tx tx, ChangeHash hash, String reason, long nowMs) {
        try (Update update = JdbiTx.handle(tx).createUpdate(BAN)) {
            update.bind("hash", hash.bytes())
                    .bind(
                            "reason",
                            reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX)))
                    .bind("atMs", nowMs)
                    .execute();
        }
        try (Update update = JdbiTx.handle(tx).createUpdate(FORGET_BANS)) {
            update.bind("kept", BANS_MAX - 1).execute();
        }
    }

    @Override
    public Set<ChangeHash> banned(Tx tx, Collection<ChangeHash> asked) {
        var banned = new HashSet<ChangeHash>();
        var hashes = new ArrayList<>(asked);
        for (int from = 0; from < hashes.size(); from += HASHES_MAX) {
            List<byte[]> some =
                    hashes.subList(from, Math.min(from + HASHES_MAX, hashes.size())).stream()
                            .map(ChangeHash::bytes)
                            .toList();
            JdbiTx.handle(tx)
                    .createQuery("select hash from document_ban where hash in (<hashes>)")
                    .bindList("hashes", some)
                    .map((row, _) -> ChangeHash.of(row.getBytes(1), 0))
                    .forEach(banned::add);
        }
        return banned;
    }

    /// The document's row is taken first: whoever appends at the same time finds either all of it or nothing. What stays of it takes no changes and no snapshot.
    @Override
    public void delete(Tx tx, DocumentId id) {
        update(tx, BURY, id).bind("kind", DocumentInfo.DELETED).execute();
        for (String table : TABLES) {
            update(tx, "delete from " + table + " where document = :id", id).execute();
        }
    }

    private static Update update(Tx tx, String sql, DocumentId id) {
        return JdbiTx.handle(tx).createUpdate(sql).bind("id", id.value());
    }

    private static DocumentInfo info(ResultSet row) throws SQLException {
        return new DocumentInfo(
                new DocumentId(row.getString("id")),
                row.getString("kind"),
                Optional.ofNullable(row.getString("room")).map(RoomId::new),
                Optional.ofNullable(row.getString("owner")).map(UserId::new),
                new UserId(row.getString("created_by")),
                row.getLong("created_at_ms"),
                row.getInt("frozen") != 0,
                heads(row.getString("frozen_heads")));
    }

    private static String text(List<ChangeHash> heads) {
        return heads.stream().map(ChangeHash::hex).collect(Collectors.joining());
    }

    private static List<ChangeHash> heads(String text) {
        var heads = new ArrayList<ChangeHash>();
        int chars = 2 * ChangeHash.BYTES;
        for (int at = 0; at < text.length(); at += chars) {
            heads.add(ChangeHash.ofHex(text.substring(at, at + chars)));
        }
        return heads;
    }
}
