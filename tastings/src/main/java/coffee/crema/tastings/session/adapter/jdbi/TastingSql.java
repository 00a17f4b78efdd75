package coffee.crema.tastings.session.adapter.jdbi;

/// The statements, for both databases.
final class TastingSql {
    private TastingSql() {}

    static final String INSERT =
            """
            insert into tasting (id, room, title, form_id, form_version, cups, ordering, flights, calibration, automatic, times, created_by,
                created_at_ms, step, flight, seq, started_at_ms, due_at_ms, paused_at_ms, told, events)
            values (:id, :room, :title, :form, :version, :cups, :ordering, :flights, :calibration, :automatic, :times, :createdBy,
                :createdAtMs, :step, :flight, :seq, :startedAtMs, :dueAtMs, :pausedAtMs, :told, 0)
            on conflict do nothing\
            """;

    /// An update that changes nothing: takes the row's lock on PostgreSQL, the write lock on SQLite.
    static final String LOCK = "update tasting set events = events where id = :id";

    static final String ADVANCE =
            """
            update tasting set step = :step, flight = :flight, seq = :seq, started_at_ms = :startedAtMs, due_at_ms = :dueAtMs,
                paused_at_ms = :pausedAtMs, told = :told
            where id = :id and seq = :seenSeq and told = :seenTold\
            """;

    static final String OF_ROOM =
            """
            select * from tasting where room = :room and (step <> 'closed' or :closed = 1)
            order by created_at_ms desc, id desc limit :limit\
            """;

    static final String COUNT =
            "select count(*) from tasting where room = :room and (step <> 'closed' or :closed = 1)";

    static final String DUE =
            """
            select id, room, due_at_ms from tasting
            where due_at_ms is not null and paused_at_ms is null and told = 0 and due_at_ms <= :beforeMs
                and not exists (select 1 from room where room.id = tasting.room and room.closed = 1)
            order by due_at_ms limit :limit\
            """;

    static final String PUT_SAMPLE =
            """
            insert into tasting_sample (tasting, code, place, flight, identity, owner, target_hundredths, revealed_at_ms)
            values (:id, :code, :place, :flight, :identity, :owner, :target, :revealedAtMs)\
            """;

    static final String PUT_CUPPER =
            """
            insert into tasting_cupper (tasting, user_id, name, place, presentation, sheet, calibrated, frozen, late)
            values (:id, :user, :name, :place, :presentation, :sheet, :calibrated, :frozen, :late)
            on conflict (tasting, user_id) do update set presentation = excluded.presentation, sheet = excluded.sheet,
                calibrated = excluded.calibrated, frozen = excluded.frozen, late = excluded.late\
            """;

    static final String HOLD_CUPPERS =
            "update tasting_cupper set late = late where tasting = :id returning *";

    static final String HOLD_CUPPER =
            "update tasting_cupper set late = late where tasting = :id and user_id = :user returning *";

    static final String PUT_PROGRESS =
            """
            insert into tasting_progress (tasting, user_id, complete, revision)
            values (:id, :user, :complete, :revision)
            on conflict (tasting, user_id) do update set complete = excluded.complete, revision = excluded.revision\
            """;

    static final String PUT_WITNESS =
            """
            insert into tasting_witness (tasting, user_id, at_ms) values (:id, :user, :atMs) on conflict do nothing\
            """;

    static final String PUT_EXCLUSION =
            """
            insert into tasting_exclusion (tasting, user_id, code, label, given_by, given_at_ms)
            values (:id, :user, :code, :label, :by, :atMs)
            on conflict (tasting, user_id, code) do update set label = excluded.label, given_by = excluded.given_by,
                given_at_ms = excluded.given_at_ms\
            """;

    static final String NEXT_EVENT =
            "update tasting set events = events + 1 where id = :id returning events";

    static final String LOG =
            """
            insert into tasting_event (tasting, number, at_ms, audience, name, data)
            values (:id, :number, :atMs, :audience, :name, :data)\
            """;

    static final String LOGGED =
            """
            select * from tasting_event where tasting = :id and number > :after and (audience = 'ROOM' or :staff = 1)
            order by number limit :limit\
            """;
}
