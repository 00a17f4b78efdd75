package coffee.crema.realtime.adapter.redisson;

import coffee.crema.realtime.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.ByteArrayCodec;

/// This node's link to Redis, shared by all that use it: scripts, topics, and whether Redis answers.
///
/// One server (or one address in front of a primary and its replicas). From Redis 7 on topics are sharded ones, before they are plain.
///
/// **Threading.** Any thread; nothing blocks but {@link #open} and {@link #close}. Stages complete and listeners are called on event loops of
/// Redisson or on the scheduler's thread.
public final class RedisLink implements AutoCloseable {
    private static final int SHARDED_SINCE = 7;
    private static final String VERSION =
            """
            local major, minor = string.match(redis.call('INFO', 'server'), 'redis_version:(%d+)%.(%d+)')
            return {tonumber(major), tonumber(minor)}
            """;
    private static final int CAUSES_MAX = 8;
    private static final long SILENCE_MS = 2_000;
    private static final String PULSE = LuaCall.script(RedisLink.class, "pulse.lua");
    private static final RedisHealth.Pace PACE = RedisHealth.Pace.DEFAULT;

    /// How many topics one node can hear.
    public static final int SUBSCRIPTIONS_MAX = TunedRedisson.SUBSCRIPTIONS_MAX;

    /// Hears whether Redis answers. Calls come one at a time; must not block.
    public interface Listener {
        void up();

        void down();
    }

    private final RedisSettings settings;
    private final RedissonClient redisson;
    private final RScript scripts;
    private final Scheduler scheduler;
    private final boolean sharded;
    private final RedisHealth health;
    private final String pulseTopic;

    private RedisLink(
            RedisSettings settings,
            Scheduler scheduler,
            MeterRegistry meters,
            RedissonClient redisson) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.redisson = redisson;
        this.scripts = redisson.getScript(ByteArrayCodec.INSTANCE);
        int version = version();
        this.sharded = version >= SHARDED_SINCE;
        this.pulseTopic = key("pulse", UUID.randomUUID().toString());
        this.health = new RedisHealth(scheduler, meters, PACE, this::pulse);
    }

    /// Blocks until Redis answers, at most `connectPatience`.
    ///
    /// @throws IllegalStateException Redis does not answer, or is older than 6.2
    public static RedisLink open(
            RedisSettings settings, Scheduler scheduler, MeterRegistry meters) {
        Counter silent =
                Counter.builder("crema.redis.silent.closed")
                        .description(
                                "connections with subscriptions closed because they heard nothing")
                        .register(meters);
        RedissonClient redisson =
                TunedRedisson.connect(settings, new PubSubWatch(SILENCE_MS, silent::increment));
        try {
            var link = new RedisLink(settings, scheduler, meters, redisson);
            link.start();
            return link;
        } catch (RuntimeException e) {
            redisson.shutdown(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    public RedisSettings settings() {
        return settings;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /// Whether Redis answered and took a write when it was asked last, at most 500 ms ago.
    public boolean isUp() {
        return health.isUp();
    }

    boolean mayCall() {
        return health.mayCall();
    }

    void onResumption(Runnable resumed) {
        health.onResumption(resumed);
    }

    public void listen(Listener listener) {
        health.listen(listener);
    }

    /// A key or topic: the prefix and the parts, joined by `:`.
    public String key(String... parts) {
        return settings.keyPrefix() + ":" + String.join(":", parts);
    }

    /// The command by which scripts publish so that {@link #subscribe} hears it.
    public String publishCommand() {
        return sharded ? "SPUBLISH" : "PUBLISH";
    }

    /// Runs a script that returns a list. Never repeated: after a failure it may have run.
    ///
    /// @return numbers as `Long`, texts as `byte[]`; fails with {@link RedisAwayException}
    public CompletionStage<List<Object>> run(LuaCall call) {
        return evaluate(call)
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return answer;
                    }
                    Throwable reason = root(failure);
                    health.suspect(isTransport(reason));
                    throw carriedOutPerhaps(reason);
                });
    }

    /// Hears a topic from the moment at which {@link TopicSubscription#active} completes, also over reconnections.
    ///
    /// @param message called on an event loop, in the order of publishing; must not block or throw
    /// @param resubscribed called after Redisson subscribed again: messages may have been lost
    public TopicSubscription subscribe(
            String topic, Consumer<byte[]> message, Runnable resubscribed) {
        RTopic handle =
                sharded
                        ? redisson.getShardedTopic(topic, ByteArrayCodec.INSTANCE)
                        : redisson.getTopic(topic, ByteArrayCodec.INSTANCE);
        return new TopicSubscription(handle, message, resubscribed);
    }

    /// Ends the link; waits at most a second for what is under way.
    @Override
    public void close() {
        health.close();
        redisson.shutdown(0, 1, TimeUnit.SECONDS);
    }

    /// The pulse keeps the connection with subscriptions from falling silent, so it must be the first one on it.
    private void start() {
        try {
            subscribe(pulseTopic, message -> {}, () -> {})
                    .active()
                    .toCompletableFuture()
                    .get(TunedRedisson.SUBSCRIBE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Redis at " + settings.address() + " did not take a subscription", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while Redis was asked for a subscription", e);
        }
        health.start();
    }

    private CompletionStage<Void> pulse() {
        var call =
                new LuaCall(PULSE).key(pulseTopic).argument(publishCommand()).argument(pulseTopic);
        return evaluate(call)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(root(failure)))
                .thenAccept(answer -> {
                    boolean nowSharded = (Long) answer.getFirst() >= SHARDED_SINCE;
                    if (nowSharded != sharded) {
                        // Nodes that publish in different ways would not hear one another.
                        throw new RedisAwayException(
                                "Redis changed between versions before and since 7: start this node again",
                                null);
                    }
                });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the stage is returned
    private CompletionStage<List<Object>> evaluate(LuaCall call) {
        try {
            return scripts.evalAsync(
                    RScript.Mode.READ_WRITE,
                    call.script,
                    RScript.ReturnType.LIST,
                    call.keys,
                    call.arguments.toArray());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// The server's major version.
    private int version() {
        List<Long> version = scripts.eval(RScript.Mode.READ_ONLY, VERSION, RScript.ReturnType.LIST);
        long major = version.get(0);
        long minor = version.get(1);
        if (major < 6 || (major == 6 && minor < 2)) {
            throw new IllegalStateException(
                    "Redis at "
                            + settings.address()
                            + " is "
                            + major
                            + "."
                            + minor
                            + "; Crema needs 6.2 or newer");
        }
        return Math.toIntExact(major);
    }

    /// Names the fault alone: Redisson's message and the cause quote what was sent, which may be a payload.
    private static RedisAwayException carriedOutPerhaps(Throwable reason) {
        return new RedisAwayException(
                "Redis did not confirm: " + reason.getClass().getSimpleName(), null);
    }

    private static boolean isTransport(Throwable reason) {
        return reason instanceof RedisConnectionException
                || reason instanceof RedisTimeoutException
                || reason instanceof IOException;
    }

    /// What lies under the wrappings of stages and of Redisson.
    private static Throwable root(Throwable failure) {
        Throwable reason = failure;
        for (int depth = 0;
                depth < CAUSES_MAX && reason.getCause() != null && !isTransport(reason);
                depth++) {
            reason = reason.getCause();
        }
        return reason;
    }
}
