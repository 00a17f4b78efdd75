package coffee.crema.realtime.limit.adapter.redisson;

import coffee.crema.realtime.adapter.redisson.Coalescer;
import coffee.crema.realtime.adapter.redisson.LuaCall;
import coffee.crema.realtime.adapter.redisson.RedisAwayException;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// {@link RateLimiter} in Redis, by its clock: requests that come while a call is under way share the next one.
///
/// When Redis is away, or does not answer within 250 ms, another limiter decides: this node's own, so that a lost Redis neither stops
/// everyone nor lifts every limit.
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {
    private static final String TAKE = LuaCall.script(RedisRateLimiter.class, "take.lua");
    private static final Coalescer.Limits LIMITS =
            new Coalescer.Limits(20_000, 16L << 20, 256, 1L << 20, 2, Duration.ofMillis(250));
    private static final int KEY_MAX = 200;

    private final RedisLink link;
    private final RateLimiter whileAway;
    private final Coalescer<Request> requests;
    private final Counter failedOpen;

    private record Request(String key, Budget budget, long units, CompletableFuture<Long> waitMs)
            implements Coalescer.Item {
        @Override
        public int bytes() {
            return key.length() + Long.BYTES * 3;
        }

        @Override
        public void fail(RedisAwayException reason) {
            waitMs.completeExceptionally(reason);
        }
    }

    /// @param link stays open when the limiter is closed
    /// @param whileAway decides when Redis does not
    public RedisRateLimiter(RedisLink link, RateLimiter whileAway, MeterRegistry meters) {
        this.link = link;
        this.whileAway = whileAway;
        this.requests = new Coalescer<>("limits", link, meters, LIMITS, this::take);
        this.failedOpen =
                Counter.builder("crema.limit.local")
                        .description(
                                "requests that the node's own limiter decided, because Redis was away")
                        .register(meters);
    }

    @Override
    public CompletionStage<Void> take(String key, Budget budget, long units) {
        if (key.isEmpty() || key.length() > KEY_MAX || units < 0) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + KEY_MAX + " characters, units are not negative");
        }
        if (units == 0) {
            return CompletableFuture.completedFuture(null);
        }
        if (!link.isUp()) {
            return locally(key, budget, units);
        }
        var request = new Request(key, budget, units, new CompletableFuture<>());
        requests.offer(request);
        return request.waitMs()
                .handle((waitMs, failure) ->
                        failure == null ? answer(waitMs) : locally(key, budget, units))
                .thenCompose(answer -> answer);
    }

    @Override
    public void close() {
        requests.close();
    }

    private CompletionStage<Void> locally(String key, Budget budget, long units) {
        failedOpen.increment();
        return whileAway.take(key, budget, units);
    }

    private CompletionStage<Void> take(List<Request> batch) {
        var call = new LuaCall(TAKE);
        for (Request request : batch) {
            call.key(link.key("l", request.key()))
                    .argument(request.budget().refill().toMillis() * 1_000)
                    .argument(request.budget().unitsMax())
                    .argument(request.units());
        }
        return link.run(call)
                .thenAccept(answers -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).waitMs().complete((Long) answers.get(i));
                    }
                });
    }

    private static CompletionStage<Void> answer(long waitMs) {
        return waitMs == 0
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(
                        RejectedException.retryAfter(
                                ErrorCode.RATE_LIMITED,
                                "too many requests",
                                Duration.ofMillis(waitMs)));
    }
}
