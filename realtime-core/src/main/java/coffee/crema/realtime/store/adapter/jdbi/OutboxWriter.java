package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/// Puts the events of a batch into the outbox, numbered in the order of writing.
///
/// **Threading.** The writers' threads, side by side.
final class OutboxWriter {

    private static final String INSERT =
            """
            insert into outbox (node, sequence, channel, name, at_ms, data, written_at_ms)
            values (:node, :sequence, :channel, :name, :at, :data, :written)
            """;

    private final NodeId node;
    private final InstantSource clock;
    private final AtomicLong sequence = new AtomicLong();

    OutboxWriter(NodeId node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
    }

    NodeId node() {
        return node;
    }

    List<Outbox.Row> write(Handle handle, List<JdbiTx.Publication> publications) {
        if (publications.isEmpty()) {
            return List.of();
        }
        var rows = new ArrayList<Outbox.Row>(publications.size());
        long now = clock.millis();
        try (var insert = handle.prepareBatch(INSERT)) {
            for (JdbiTx.Publication one : publications) {
                var row =
                        new Outbox.Row(
                                node, sequence.incrementAndGet(), one.channel(), one.event());
                rows.add(row);
                insert.bind("node", node.value())
                        .bind("sequence", row.sequence())
                        .bind("channel", row.channel().value())
                        .bind("name", row.event().name())
                        .bind("at", row.event().atMs())
                        .bind("data", new String(row.event().json(), StandardCharsets.UTF_8))
                        .bind("written", now)
                        .add();
            }
            insert.execute();
        }
        return rows;
    }
}
