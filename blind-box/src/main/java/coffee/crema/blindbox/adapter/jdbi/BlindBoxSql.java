package coffee.crema.blindbox.adapter.jdbi;

/// The statements, for both databases.
final class BlindBoxSql {
    private BlindBoxSql() {}

    static final String INSERT =
            """
            insert into blind_box (id, room, title, form, created_by, created_at_ms, items, countdown_ms, interval_ms, opens_at_ms, locks_at_ms,
                starts_at_ms, open_to_all, standings, state, seq, revealed, started_at_ms, paused_total_ms, paused_at_ms, due_at_ms, guessers,
                told_guessers, told_at_ms, published)
            values (:id, :room, :title, :form, :createdBy, :createdAtMs, :items, :countdownMs, :intervalMs, :opensAtMs, :locksAtMs,
                :startsAtMs, :openToAll, :standings, :state, :seq, :revealed, :startedAtMs, :pausedTotalMs, :pausedAtMs, :dueAtMs, 0, 0, 0, 0)
            on conflict do nothing\
            """;

    /// An update that changes nothing: takes the row's lock on PostgreSQL, the write lock on SQLite.
    static final String HOLD =
            "update blind_box set revealed = revealed where id = :id returning *";

    static final String PUT_ITEM =
            """
            insert into blind_box_item (box, position, commitment, key_id, sealed) values (:id, :position, :commitment, :keyId, :sealed)
            on conflict (box, position) do update set key_id = excluded.key_id, sealed = excluded.sealed\
            """;

    static final String SEALED_BY_OTHERS =
            """
            select distinct box from blind_box_item where key_id <> :keyId order by box limit :limit\
            """;

    static final String ADVANCE =
            """
            update blind_box set state = :state, seq = :seq, revealed = :revealed, started_at_ms = :startedAtMs,
                paused_total_ms = :pausedTotalMs, paused_at_ms = :pausedAtMs, due_at_ms = :dueAtMs
            where id = :id and seq = :seenSeq\
            """;

    static final String DUE =
            """
            select id, due_at_ms from blind_box where due_at_ms is not null and due_at_ms <= :beforeMs order by due_at_ms limit :limit\
            """;

    static final String UNPUBLISHED =
            "select id from blind_box where published < seq order by id limit :limit";

    static final String TELL =
            "insert into blind_box_event (box, seq, at_ms, name, data) values (:id, :seq, :atMs, :name, :data)";

    static final String TOLD =
            "select * from blind_box_event where box = :id and seq > :after order by seq limit :limit";

    static final String PUBLISHED =
            "update blind_box set published = :seq where id = :id and published < :seq";

    static final String GRANT =
            """
            insert into blind_box_right (box, user_id, granted_at_ms) values (:id, :user, :atMs) on conflict do nothing\
            """;

    static final String PUT_BALLOT =
            """
            insert into blind_box_ballot (box, user_id, name, number, at_ms, guesses) values (:id, :user, :name, :number, :atMs, :guesses)
            on conflict (box, user_id) do update set name = excluded.name, number = excluded.number, at_ms = excluded.at_ms,
                guesses = excluded.guesses\
            """;

    static final String PUT_PERSON =
            """
            insert into blind_box_person (user_id, name, hidden, streak) values (:user, :name, 0, 0)
            on conflict (user_id) do update set name = excluded.name\
            """;

    static final String CLAIM_GUESSERS =
            """
            update blind_box set told_guessers = guessers, told_at_ms = :nowMs
            where id = :id and told_guessers <> guessers and told_at_ms <= :beforeMs returning guessers\
            """;

    static final String PUT_OUTCOME =
            """
            insert into blind_box_outcome (box, user_id, name, place, correct, total, points, miscalibration, rank_points, streak)
            values (:id, :user, :name, :place, :correct, :total, :points, :miscalibration, :rankPoints, :streak)\
            """;

    static final String PUT_STREAK =
            """
            insert into blind_box_person (user_id, name, hidden, streak) values (:user, :name, 0, :streak)
            on conflict (user_id) do update set streak = excluded.streak\
            """;

    static final String ADD_WEIGHT =
            """
            insert into blind_box_weight (board, user_id, weight) values (:board, :user, :weight)
            on conflict (board, user_id) do update set weight = blind_box_weight.weight + excluded.weight\
            """;

    static final String RAISE_BOARD =
            """
            insert into blind_box_board (board, version) values (:board, 1)
            on conflict (board) do update set version = blind_box_board.version + 1\
            """;

    static final String OUTCOMES =
            "select * from blind_box_outcome where box = :id order by place, user_id limit :limit";

    static final String SUMMARY =
            """
            select count(*) as participants, coalesce(sum(100.0 * correct / total), 0) as accuracy_sum from blind_box_outcome where box = :id\
            """;

    static final String RANKED =
            """
            select user_id, rank_points from blind_box_outcome where box = :id order by rank_points desc, user_id limit :limit\
            """;

    static final String BOARD =
            """
            select user_id, weight from blind_box_weight where board = :board order by weight desc, user_id limit :limit\
            """;

    static final String HIDE_NAME =
            """
            insert into blind_box_person (user_id, name, hidden, streak) values (:user, '', :hidden, 0)
            on conflict (user_id) do update set hidden = excluded.hidden\
            """;
}
