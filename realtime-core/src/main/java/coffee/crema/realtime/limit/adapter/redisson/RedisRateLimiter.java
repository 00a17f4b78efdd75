package coffee.crema.realtime.limit.adapter.redisson;

import coffee.crema.realtime.adapter.redisson.Coalescer;
import coffee.crema.realtime.adapter.redisson.LuaCall;
import coffee.crema.realtime.adapter.redisson.RedisAwayException;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// {@link RateLimiter} in Redis, by its clock: requests that come while a call is under way share the next one, and who sends one after
/// the other has some units taken ahead ({@link Spares}).
///
/// When Redis is away, or does not answer within 250 ms, another limiter decides: this node's own, so that a lost Redis neither stops
/// everyone nor lifts every limit.
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {
    private static final String TAKE = LuaCall.script(RedisRateLimiter.class, "take.lua");
    private static final Coalescer.Limits LIMITS =
            new Coalescer.Limits(20_000, 16L << 20, 256, 1L << 20, 2, Duration.ofMillis(250));
    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(5);
    private static final int KEY_MAX = 200;

    private final RedisLink link;
    private final RateLimiter whileAway;
    private final Coalescer<Request> requests;
    private final Counter failedOpen;
    private final Spares spares;
    private final Scheduler.Cancellable sweeps;

    /// @param spare units to take beyond those, if there are plenty
    private record Request(
            String key, Budget budget, long units, long spare, CompletableFuture<Long> waitMs)
            implements Coalescer.Item {
        @Override
        public int bytes() {
            return key.length() + Long.BYTES * 4;
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
        this.spares = new Spares(meters);
        this.sweeps =
                link.scheduler().every(SWEEP_PERIOD, () -> spares.sweep(link.scheduler().nanos()));
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
        long nowNanos = link.scheduler().nanos();
        if (spares.use(key, units, nowNanos)) {
            return CompletableFuture.completedFuture(null);
        }
        var request =
                new Request(
                        key,
                        budget,
                        units,
                        spares.wanted(key, budget, nowNanos),
                        new CompletableFuture<>());
        requests.offer(request);
        return request.waitMs()
                .handle((waitMs, failure) ->
                        failure == null ? answer(waitMs) : locally(key, budget, units))
                .thenCompose(answer -> answer);
    }

    @Override
    public void close() {
        sweeps.cancel();
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
                    .argument(request.units())
                    .argument(request.spare());
        }
        return link.run(call)
                .thenAccept(answers -> {
                    for (int i = 0; i < batch.size(); i++) {
                        answered(batch.get(i), (Long) answers.get(i));
                    }
                });
    }

    /// @param answer after how many milliseconds the units are there; zero or below when they are taken, and with them so many spare ones
    private void answered(Request request, long answer) {
        if (answer < 0) {
            spares.add(request.key(), -answer);
        }
        request.waitMs().complete(Math.max(0, answer));
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
