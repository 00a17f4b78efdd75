package coffee.crema.crdt.adapter.jdbi;

/// The statements of the log.
final class LogSql {

    /// Takes the document's row until the commit, and as many positions as there are changes.
    static final String TAKE =
            """
            update document set position = position + ?, changes = changes + ?, bytes = bytes + ?,
                loose_changes = loose_changes + ?, loose_bytes = loose_bytes + ?
            where id = ? and packed_through >= 0 returning position, changes, bytes, packed_through\
            """;

    /// What was taken and not used. Its positions stay a gap.
    static final String GIVE_BACK =
            """
            update document set changes = changes - ?, bytes = bytes - ?,
                loose_changes = loose_changes - ?, loose_bytes = loose_bytes - ?
            where id = ?\
            """;

    static final String INSERT =
            "insert into document_log (document, position, changes, hashes, log) values (?, ?, ?, ?, ?)";

    static final String ADVANCE_ACTOR =
            "update document_actor set seq = ? where document = ? and actor = ? and seq = ?";

    static final String BEGIN_ACTOR =
            "insert into document_actor (document, actor, seq) values (?, ?, ?) on conflict do nothing";

    static final String ACTOR = "select seq from document_actor where document = ? and actor = ?";

    static final String NEWEST_HASHES =
            "select hashes from document_log where document = ? order by position desc limit ?";

    static final String PACKED_HASHES = "select hashes from document_snapshot where document = ?";

    static final String ROWS_AFTER =
            "select position, changes, log from document_log where document = ? and position > ? order by position limit ?";

    /// Rows that hold something before a position.
    static final String ROWS_BEFORE =
            """
            select position, changes, log from document_log where document = ? and position - changes + 1 < ?
            order by position desc limit ?\
            """;

    static final String POSITIONS =
            "select position, hashes from document_log where document = ? order by position desc";

    static final String ROW =
            "select position, changes, log from document_log where document = ? and position = ?";

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

    static final String REMOVE_PACKED =
            "delete from document_log where document = ? and position <= ?";

    private LogSql() {}
}
