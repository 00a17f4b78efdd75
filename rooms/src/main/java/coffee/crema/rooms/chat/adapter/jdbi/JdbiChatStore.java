package coffee.crema.rooms.chat.adapter.jdbi;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.chat.ChatMessage;
import coffee.crema.rooms.chat.ChatStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// {@link ChatStore} in SQLite or PostgreSQL.
public final class JdbiChatStore implements ChatStore {

    private static final String NEXT_SEQ =
            """
            insert into chat_sequence (room, seq) values (:room, 1)
            on conflict (room) do update set seq = chat_sequence.seq + 1
            returning seq\
            """;

    private static final String INSERT =
            """
            insert into chat_message (id, room, seq, user_id, name, text, at_ms, edited_at_ms, deleted, client_key)
            values (:id, :room, :seq, :user, :name, :text, :atMs, null, 0, :clientKey)
            on conflict do nothing\
            """;

    private static final String BEFORE =
            """
            select * from chat_message where room = :room and seq < :before order by seq desc limit :limit\
            """;

    private static final String PACE =
            """
            insert into chat_pace (room, user_id, said_at_ms) values (:room, :user, :nowMs)
            on conflict (room, user_id) do update set said_at_ms = excluded.said_at_ms
            where chat_pace.said_at_ms <= excluded.said_at_ms - :intervalMs\
            """;

    @Override
    public long nextSeq(Tx tx, RoomId room) {
        return query(tx, NEXT_SEQ, room).mapTo(Long.class).one();
    }

    @Override
    public boolean insert(Tx tx, ChatMessage message, @Nullable String clientKey) {
        return update(tx, INSERT, new RoomId(message.room()))
                        .bind("id", message.id())
                        .bind("seq", message.seq())
                        .bind("user", message.from())
                        .bind("name", message.name())
                        .bind("text", message.text())
                        .bind("atMs", message.atMs())
                        .bind("clientKey", clientKey)
                        .execute()
                > 0;
    }

    @Override
    public Optional<ChatMessage> byClientKey(Tx tx, RoomId room, UserId author, String clientKey) {
        return query(
                        tx,
                        "select * from chat_message where room = :room and user_id = :user and client_key = :clientKey",
                        room)
                .bind("user", author.value())
                .bind("clientKey", clientKey)
                .map((row, _) -> message(row))
                .findOne();
    }

    @Override
    public Optional<ChatMessage> find(Tx tx, RoomId room, String id) {
        return query(tx, "select * from chat_message where id = :id and room = :room", room)
                .bind("id", id)
                .map((row, _) -> message(row))
                .findOne();
    }

    @Override
    public boolean edit(Tx tx, RoomId room, String id, String text, long nowMs) {
        return update(
                                tx,
                                "update chat_message set text = :text, edited_at_ms = :nowMs where id = :id and room = :room and deleted = 0",
                                room)
                        .bind("id", id)
                        .bind("text", text)
                        .bind("nowMs", nowMs)
                        .execute()
                > 0;
    }

    @Override
    public boolean delete(Tx tx, RoomId room, String id) {
        return update(
                                tx,
                                "update chat_message set text = '', deleted = 1 where id = :id and room = :room and deleted = 0",
                                room)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    @Override
    public List<ChatMessage> before(Tx tx, RoomId room, long beforeSeq, int limit) {
        return query(tx, BEFORE, room)
                .bind("before", beforeSeq)
                .bind("limit", limit)
                .map((row, _) -> message(row))
                .list()
                .reversed();
    }

    @Override
    public Set<String> deletedAmong(Tx tx, RoomId room, Collection<String> ids) {
        if (ids.isEmpty() || ids.size() > IDS_MAX) {
            throw new IllegalArgumentException("1 to " + IDS_MAX + " ids, not " + ids.size());
        }
        return new HashSet<>(
                query(
                                tx,
                                "select id from chat_message where room = :room and deleted = 1 and id in (<ids>)",
                                room)
                        .bindList("ids", List.copyOf(ids))
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public OptionalLong pace(Tx tx, RoomId room, UserId user, long nowMs, long intervalMs) {
        boolean noted =
                update(tx, PACE, room)
                                .bind("user", user.value())
                                .bind("nowMs", nowMs)
                                .bind("intervalMs", intervalMs)
                                .execute()
                        > 0;
        return noted
                ? OptionalLong.empty()
                : OptionalLong.of(
                        query(
                                        tx,
                                        "select said_at_ms from chat_pace where room = :room and user_id = :user",
                                        room)
                                .bind("user", user.value())
                                .mapTo(Long.class)
                                .one());
    }

    private static ChatMessage message(ResultSet row) throws SQLException {
        long editedAtMs = row.getLong("edited_at_ms");
        @Nullable Long edited = row.wasNull() ? null : editedAtMs;
        return new ChatMessage(
                row.getString("id"),
                row.getString("room"),
                row.getLong("seq"),
                row.getString("user_id"),
                row.getString("name"),
                row.getString("text"),
                row.getLong("at_ms"),
                edited,
                row.getInt("deleted") != 0);
    }

    private static Query query(Tx tx, String sql, RoomId room) {
        return JdbiTx.handle(tx).createQuery(sql).bind("room", room.value());
    }

    private static Update update(Tx tx, String sql, RoomId room) {
        return JdbiTx.handle(tx).createUpdate(sql).bind("room", room.value());
    }
}
