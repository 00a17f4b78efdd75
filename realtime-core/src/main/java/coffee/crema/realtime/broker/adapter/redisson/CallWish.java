package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.adapter.redisson.LuaCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A call that goes alone.
record CallWish(LuaCall call, CompletableFuture<List<Object>> answer)
        implements Wish<List<Object>> {
    @Override
    public int bytes() {
        return 0;
    }
}
