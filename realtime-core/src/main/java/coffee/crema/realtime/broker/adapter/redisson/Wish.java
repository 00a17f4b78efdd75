package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.adapter.redisson.Coalescer;
import coffee.crema.realtime.adapter.redisson.RedisAwayException;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import java.util.concurrent.CompletableFuture;

/// Something asked of Redis, with the place where its answer goes.
interface Wish<A> extends Coalescer.Item {
    CompletableFuture<A> answer();

    @Override
    default void fail(RedisAwayException reason) {
        answer().completeExceptionally(unavailable(reason));
    }

    static BrokerUnavailableException unavailable(Throwable reason) {
        return new BrokerUnavailableException(String.valueOf(reason.getMessage()), reason);
    }
}
