package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SessionStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The table `client_session`.
public final class JdbiSessionStore implements SessionStore {
    private static final int RANDOM_BYTES = 16;

    private final Database database;
    private final SecureRandom random;
    private final InstantSource clock;

    public JdbiSessionStore(Database database, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Opened> open(UserId user, @Nullable SessionId presented) {
        SessionId fresh = mint();
        return database.write(
                user.value(),
                tx -> {
                    long now = clock.millis();
                    long oldest = now - KEPT.toMillis();
                    if (presented != null
                            && JdbiTx.handle(tx)
                                            .createUpdate(
                                                    """
                                                    UPDATE client_session SET opened_ms = :now
                                                    WHERE id = :id AND user_id = :user AND opened_ms >= :oldest
                                                    """)
                                            .bind("now", now)
                                            .bind("id", presented.value())
                                            .bind("user", user.value())
                                            .bind("oldest", oldest)
                                            .execute()
                                    == 1) {
                        return new Opened(presented, true);
                    }
                    JdbiTx.handle(tx)
                            .createUpdate(
                                    "INSERT INTO client_session (id, user_id, opened_ms) VALUES (:id, :user, :now)")
                            .bind("id", fresh.value())
                            .bind("user", user.value())
                            .bind("now", now)
                            .execute();
                    return new Opened(fresh, false);
                });
    }

    private SessionId mint() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new SessionId("s_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
