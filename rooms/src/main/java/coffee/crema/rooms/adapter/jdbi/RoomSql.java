package coffee.crema.rooms.adapter.jdbi;

/// The statements, for both databases.
final class RoomSql {
    private RoomSql() {}

    static final String INSERT =
            """
            insert into room (id, type, title, owner, visibility, capacity, slow_mode_ms, closed, created_at_ms, version, seats_taken)
            values (:id, :type, :title, :owner, :visibility, :capacity, :slowModeMs, 0, :createdAtMs, :version, 0)
            on conflict do nothing\
            """;

    /// An update that changes nothing: takes the row's lock on PostgreSQL, the write lock on SQLite.
    static final String LOCK = "update room set seats_taken = seats_taken where id = :id";

    static final String UPDATE =
            """
            update room set title = :title, visibility = :visibility, capacity = :capacity, slow_mode_ms = :slowModeMs,
                closed = :closed, version = version + 1
            where id = :id returning *\
            """;

    /// Walks the index of ages; what is neither public nor the user's is passed over.
    static final String VISIBLE =
            """
            select * from room r
            where r.closed = 0
              and (r.visibility = 'public' or r.owner = :user
                or exists (select 1 from room_member m where m.user_id = :user and m.room = r.id)
                or exists (select 1 from room_grant g where g.user_id = :user and g.room = r.id))
              and (r.created_at_ms < :createdAtMs or (r.created_at_ms = :createdAtMs and r.id < :id))
            order by r.created_at_ms desc, r.id desc
            limit :limit\
            """;

    private static final String STANDING_COLUMNS =
            """
            select r.*, u.user_id, m.name, m.role, m.seated, m.guest, g.role as grant_role,
                b.until_ms as ban_until_ms, b.reason as ban_reason, q.until_ms as mute_until_ms
            from room r
            """;

    private static final String STANDING_JOINS =
            """
            left join room_member m on m.room = r.id and m.user_id = u.user_id
            left join room_grant g on g.room = r.id and g.user_id = u.user_id
            left join room_ban b on b.room = r.id and b.user_id = u.user_id
            left join room_mute q on q.room = r.id and q.user_id = u.user_id
            where r.id = :room\
            """;

    static final String STANDING =
            STANDING_COLUMNS
                    + "cross join (select cast(:user as text) as user_id) u\n"
                    + STANDING_JOINS;

    /// `%s` becomes a list of rows, one a user.
    static final String STANDINGS = STANDING_COLUMNS + "cross join (%s) u\n" + STANDING_JOINS;

    /// The owner's place is kept: everyone else finds one seat less.
    static final String TAKE_SEAT =
            "update room set seats_taken = seats_taken + 1 where id = :id and seats_taken < capacity - 1";

    static final String GIVE_SEAT_BACK =
            "update room set seats_taken = seats_taken - 1 where id = :id and seats_taken > 0";

    static final String SEATED_BEFORE =
            "select user_id from room_member where room = :room and seated = 1 and seated_at_ms < :beforeMs";

    static final String UNSEAT =
            "update room_member set seated = 0 where room = :room and user_id = :user and seated = 1";

    static final String PUT_MEMBER =
            """
            insert into room_member (room, user_id, name, role, seated, guest, seated_at_ms)
            values (:room, :user, :name, :role, :seated, :guest, :nowMs)
            on conflict (room, user_id) do update set
                name = excluded.name, role = excluded.role, seated = excluded.seated, guest = excluded.guest,
                seated_at_ms = excluded.seated_at_ms\
            """;

    static final String MEMBERS =
            """
            select * from room_member where room = :room and user_id > :after order by user_id limit :limit\
            """;

    static final String PUT_GRANT =
            """
            insert into room_grant (room, user_id, role, given_by, given_at_ms)
            values (:room, :user, :role, :by, :nowMs)
            on conflict (room, user_id) do update set
                role = excluded.role, given_by = excluded.given_by, given_at_ms = excluded.given_at_ms\
            """;

    static final String PUT_BAN =
            """
            insert into room_ban (room, user_id, until_ms, reason, given_by, given_at_ms)
            values (:room, :user, :untilMs, :reason, :by, :nowMs)
            on conflict (room, user_id) do update set
                until_ms = excluded.until_ms, reason = excluded.reason, given_by = excluded.given_by,
                given_at_ms = excluded.given_at_ms\
            """;

    static final String NEXT_INVITATION_ROUND =
            """
            insert into room_invitation_round (room, round) values (:room, 1)
            on conflict (room) do update set round = room_invitation_round.round + 1\
            """;

    static final String PUT_MUTE =
            """
            insert into room_mute (room, user_id, until_ms, given_by, given_at_ms)
            values (:room, :user, :untilMs, :by, :nowMs)
            on conflict (room, user_id) do update set
                until_ms = excluded.until_ms, given_by = excluded.given_by, given_at_ms = excluded.given_at_ms\
            """;
}
