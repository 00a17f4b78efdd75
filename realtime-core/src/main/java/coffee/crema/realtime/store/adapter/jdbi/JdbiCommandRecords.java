package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/// The table `command_record`.
public final class JdbiCommandRecords implements CommandRecords {
    private final InstantSource clock;

    public JdbiCommandRecords(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Stored> find(Tx tx, RecordKey key) {
        return JdbiTx.handle(tx)
                .createQuery(
                        """
                        SELECT digest, answer FROM command_record
                        WHERE user_id = :user AND scope = :scope AND record_key = :key
                        """)
                .bind("user", key.user().value())
                .bind("scope", key.scope())
                .bind("key", key.key())
                .map((row, context) ->
                        new Stored(
                                row.getString("digest"),
                                row.getString("answer").getBytes(StandardCharsets.UTF_8)))
                .findOne();
    }

    @Override
    public boolean put(Tx tx, RecordKey key, Stored stored) {
        return JdbiTx.handle(tx)
                        .createUpdate(
                                """
                                INSERT INTO command_record (user_id, scope, record_key, digest, answer, at_ms)
                                VALUES (:user, :scope, :key, :digest, :answer, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("user", key.user().value())
                        .bind("scope", key.scope())
                        .bind("key", key.key())
                        .bind("digest", stored.digest())
                        .bind("answer", new String(stored.answerJson(), StandardCharsets.UTF_8))
                        .bind("now", clock.millis())
                        .execute()
                == 1;
    }
}
