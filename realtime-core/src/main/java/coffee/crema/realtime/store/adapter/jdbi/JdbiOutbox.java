package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.statement.StatementContext;

/// The tables `outbox` and `outbox_keeper`.
public final class JdbiOutbox implements Outbox {

    /// All removals of a node follow one another: they never wait for each other's locks.
    private static final String LANE = "outbox";

    private final JdbiDatabase database;

    public JdbiOutbox(JdbiDatabase database) {
        this.database = database;
    }

    @Override
    public NodeId self() {
        return database.node();
    }

    @Override
    public void listen(Listener listener) {
        database.listen(listener);
    }

    @Override
    public CompletionStage<List<Row>> oldest(NodeId node, int limit) {
        return database.read(tx ->
                JdbiTx.handle(tx)
                        .createQuery(
                                """
                                select sequence, channel, name, at_ms, data from outbox
                                where node = :node order by sequence limit :limit
                                """)
                        .bind("node", node.value())
                        .bind("limit", limit)
                        .map((row, context) -> row(node, row))
                        .list());
    }

    @Override
    public CompletionStage<Void> remove(List<Row> rows) {
        return database.write(
                        LANE,
                        tx -> {
                            try (var batch =
                                    JdbiTx.handle(tx)
                                            .prepareBatch(
                                                    "delete from outbox where node = :node and sequence = :sequence")) {
                                for (Row row : rows) {
                                    batch.bind("node", row.node().value())
                                            .bind("sequence", row.sequence())
                                            .add();
                                }
                                return batch.execute().length;
                            }
                        })
                .thenAccept(count -> {});
    }

    @Override
    public CompletionStage<List<Share>> shares() {
        return database.read(tx ->
                JdbiTx.handle(tx)
                        .createQuery(
                                """
                                select o.node, k.keeper, min(o.sequence) as oldest, min(o.written_at_ms) as oldest_ms
                                from outbox o left join outbox_keeper k on k.node = o.node
                                group by o.node, k.keeper
                                """)
                        .map(JdbiOutbox::share)
                        .list());
    }

    /// Two that try at once meet at the key of the row; the second sees that the keeper is not the one it knew.
    @Override
    public CompletionStage<Boolean> takeOver(NodeId node, NodeId from) {
        return database.write(
                LANE,
                tx -> {
                    String sql =
                            from.equals(node)
                                    ? "insert into outbox_keeper (node, keeper) values (:node, :self) on conflict do nothing"
                                    : "update outbox_keeper set keeper = :self where node = :node and keeper = :from";
                    try (var update = JdbiTx.handle(tx).createUpdate(sql)) {
                        update.bind("node", node.value()).bind("self", self().value());
                        if (!from.equals(node)) {
                            update.bind("from", from.value());
                        }
                        return update.execute() == 1;
                    }
                });
    }

    @Override
    public CompletionStage<Void> release(NodeId node) {
        return database.write(
                        LANE,
                        tx ->
                                JdbiTx.handle(tx)
                                        .createUpdate(
                                                "delete from outbox_keeper where node = :node and keeper = :self")
                                        .bind("node", node.value())
                                        .bind("self", self().value())
                                        .execute())
                .thenAccept(count -> {});
    }

    private static Row row(NodeId node, ResultSet row) throws SQLException {
        return new Row(
                node,
                row.getLong("sequence"),
                new ChannelName(row.getString("channel")),
                new Event(
                        row.getString("name"),
                        row.getLong("at_ms"),
                        row.getString("data").getBytes(StandardCharsets.UTF_8)));
    }

    private static Share share(ResultSet row, StatementContext context) throws SQLException {
        var node = new NodeId(row.getString("node"));
        String keeper = row.getString("keeper");
        return new Share(
                node,
                keeper == null ? node : new NodeId(keeper),
                row.getLong("oldest"),
                row.getLong("oldest_ms"));
    }
}
