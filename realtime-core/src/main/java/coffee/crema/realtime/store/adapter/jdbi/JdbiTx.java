package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// A transaction on a Jdbi handle.
public final class JdbiTx implements Tx {
    private static final String INSERT =
            """
            INSERT INTO outbox (channel, name, at_ms, data, claimed_until_ms)
            VALUES (:channel, :name, :atMs, :data, :claimedUntilMs)
            RETURNING id
            """;

    private final Handle handle;
    private final long claimedUntilMs;
    private final List<Outbox.Row> published = new ArrayList<>();

    JdbiTx(Handle handle, long claimedUntilMs) {
        this.handle = handle;
        this.claimedUntilMs = claimedUntilMs;
    }

    /// The handle of a transaction, for adapters of other features. Begin, commit and savepoints are not theirs to call.
    public static Handle handle(Tx tx) {
        if (tx instanceof JdbiTx ours) {
            return ours.handle;
        }
        throw new IllegalArgumentException("not a transaction of this store");
    }

    @Override
    public void publish(ChannelName channel, Event event) {
        long id =
                handle.createQuery(INSERT)
                        .bind("channel", channel.value())
                        .bind("name", event.name())
                        .bind("atMs", event.atMs())
                        .bind("data", new String(event.json(), StandardCharsets.UTF_8))
                        .bind("claimedUntilMs", claimedUntilMs)
                        .mapTo(Long.class)
                        .one();
        published.add(new Outbox.Row(id, channel, event));
    }

    /// What the work put into the outbox, in order.
    List<Outbox.Row> published() {
        return published;
    }

    /// Forgets what a piece of work that was undone had published.
    void forgetPublishedFrom(int size) {
        published.subList(size, published.size()).clear();
    }
}
