package coffee.crema.presence.adapter.jdbi;

import coffee.crema.presence.LastSeen;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// The table `last_seen`. Migrations: `classpath:db/migration/presence`.
public final class JdbiLastSeen implements LastSeen {
    private final Database database;

    public JdbiLastSeen(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Void> seen(UserId user, long atMs) {
        return database.write(
                        user.value(),
                        tx ->
                                JdbiTx.handle(tx)
                                        .createUpdate(
                                                """
                                                INSERT INTO last_seen (user_id, at_ms) VALUES (:user, :at)
                                                ON CONFLICT (user_id) DO UPDATE SET at_ms = excluded.at_ms
                                                WHERE last_seen.at_ms < excluded.at_ms
                                                """)
                                        .bind("user", user.value())
                                        .bind("at", atMs)
                                        .execute())
                .thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<OptionalLong> of(UserId user) {
        return database.read(tx ->
                JdbiTx.handle(tx)
                        .createQuery("SELECT at_ms FROM last_seen WHERE user_id = :user")
                        .bind("user", user.value())
                        .mapTo(Long.class)
                        .findOne()
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty));
    }
}
