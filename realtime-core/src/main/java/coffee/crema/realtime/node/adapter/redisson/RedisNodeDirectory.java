package coffee.crema.realtime.node.adapter.redisson;

import coffee.crema.realtime.adapter.redisson.LuaCall;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.adapter.redisson.TopicSubscription;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// {@link NodeDirectory} through Redis: each node says every 500 ms that it is alive, on a topic for those who listen and in a sorted set for those who start.
///
/// Nobody is declared gone because Redis is away: the set stays as it was, and when Redis answers again every node has 3 s to be heard.
///
/// **Threading.** Listeners are called on the scheduler's thread.
public final class RedisNodeDirectory implements NodeDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNodeDirectory.class);
    private static final String HEARTBEAT =
            LuaCall.script(RedisNodeDirectory.class, "heartbeat.lua");
    private static final String GOODBYE = LuaCall.script(RedisNodeDirectory.class, "goodbye.lua");

    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Duration BLIND = Duration.ofMillis(1_250);
    private static final int GOODBYE_MS = 1_000;

    private final NodeId self;
    private final RedisLink link;
    private final Scheduler scheduler;
    private final String topic;
    private final NodeTable table;
    private final TopicSubscription subscription;
    private final Scheduler.Cancellable beats;
    private final Scheduler.Cancellable sweeps;

    private volatile CompletionStage<?> lastBeat = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    /// Begins to say that this node is alive.
    ///
    /// @param link stays open when the directory is closed
    public RedisNodeDirectory(NodeId self, RedisLink link, MeterRegistry meters) {
        this.self = self;
        this.link = link;
        this.scheduler = link.scheduler();
        this.topic = link.key("nodes");
        this.table = new NodeTable(self, SILENCE, BLIND, scheduler.nanos());
        Gauge.builder("crema.nodes.alive", table, nodes -> nodes.alive().size())
                .description("nodes alive, as this node sees it")
                .register(meters);
        this.subscription = link.subscribe(topic, this::message, () -> {});
        this.beats = scheduler.every(BEAT, this::beat);
        this.sweeps = scheduler.every(SWEEP, () -> table.sweep(scheduler.nanos()));
        inTurn(this::beat);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Set<NodeId> alive() {
        return table.alive();
    }

    @Override
    public void listen(Listener listener) {
        table.listen(listener);
    }

    /// Says goodbye; waits for it at most a second.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        beats.cancel();
        sweeps.cancel();
        var goodbye =
                new LuaCall(GOODBYE)
                        .key(topic)
                        .argument(self.value())
                        .argument(link.publishCommand())
                        .argument(topic);
        try {
            // After the last heartbeat, which would make this node alive again.
            lastBeat.handle((answer, failure) -> null)
                    .thenCompose(nothing -> link.run(goodbye))
                    .thenCompose(nothing -> subscription.end())
                    .toCompletableFuture()
                    .get(GOODBYE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "Redis did not take the goodbye of {}; the others notice after {}",
                    self,
                    SILENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        if (closed) {
            return;
        }
        var call =
                new LuaCall(HEARTBEAT)
                        .key(topic)
                        .argument(self.value())
                        .argument(SILENCE.toMillis())
                        .argument(link.publishCommand())
                        .argument(topic);
        lastBeat = link.run(call).thenAccept(answer -> inTurn(() -> learn(answer)));
    }

    private void learn(List<Object> answer) {
        long nowNanos = scheduler.nanos();
        table.answered(nowNanos);
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            var silentFor = Duration.ofMillis((Long) answer.get(i + 1));
            table.heard(node((byte[]) answer.get(i), 0), nowNanos - silentFor.toNanos(), nowNanos);
        }
    }

    private void message(byte[] message) {
        if (message.length < 2) {
            return;
        }
        NodeId node = node(message, 1);
        switch (message[0]) {
            case 'h' -> inTurn(() -> table.heard(node, scheduler.nanos(), scheduler.nanos()));
            case 'g' -> inTurn(() -> table.goodbye(node));
            default -> LOG.debug("a message on the topic of nodes that is none of ours");
        }
    }

    /// Everything about the table happens on the scheduler's thread.
    private void inTurn(Runnable task) {
        scheduler.after(
                Duration.ZERO,
                () -> {
                    if (!closed) {
                        task.run();
                    }
                });
    }

    private static NodeId node(byte[] bytes, int from) {
        return new NodeId(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
    }
}
