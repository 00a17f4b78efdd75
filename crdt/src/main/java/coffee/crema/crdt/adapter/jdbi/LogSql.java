package coffee.crema.crdt.adapter.jdbi;

/// The statements of the log.
final class LogSql {

    /// Takes the document's row until the commit, and as many positions as there are changes.
    static final String TAKE =
            """
            update document set position = position + ?, changes = changes + ?, bytes = bytes + ?,
                loose_changes = loose_changes + ?, loose_bytes = loose_bytes + ?
            where id = ? returning position, changes, bytes, packed_through\
            """;

    /// What was taken and not used. Its positions stay a gap.
    static final String GIVE_BACK =
            """
            update document set changes = changes - ?, bytes = bytes - ?,
                loose_changes = loose_changes - ?, loose_bytes = loose_bytes - ?
            where id = ?\
            """;

    static final String INSERT =
            """
            insert into document_change (document, position, hash, actor, seq, author, at_ms, chunk)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing\
            """;

    static final String LOOSE_AMONG =
            "select hash from document_change where document = ? and hash in (%s)";

    static final String PACKED_ACTORS_AMONG =
            "select actor, seq from document_snapshot_actor where document = ? and actor in (%s)";

    static final String PACKED_HASHES = "select hashes from document_snapshot where document = ?";

    static final String CHANGE = "select position, author, at_ms, chunk from document_change";

    static final String SNAPSHOT =
            "select through, changes, hashes, plain_bytes, packed from document_snapshot where document = ?";

    /// Of two that compact at once, the second finds that the snapshot is not the one it began with.
    static final String PACK =
            """
            update document set loose_changes = loose_changes - ?, loose_bytes = loose_bytes - ?, packed_through = ?
            where id = ? and packed_through = ?\
            """;

    static final String PUT_SNAPSHOT =
            """
            insert into document_snapshot (document, through, changes, hashes, plain_bytes, packed)
            values (?, ?, ?, ?, ?, ?)
            on conflict (document) do update set through = excluded.through, changes = excluded.changes,
                hashes = excluded.hashes, plain_bytes = excluded.plain_bytes, packed = excluded.packed\
            """;

    static final String PUT_SNAPSHOT_ACTOR =
            """
            insert into document_snapshot_actor (document, actor, seq) values (?, ?, ?)
            on conflict (document, actor) do update set seq = excluded.seq\
            """;

    static final String REMOVE_PACKED =
            "delete from document_change where document = ? and position <= ?";

    private LogSql() {}
}
