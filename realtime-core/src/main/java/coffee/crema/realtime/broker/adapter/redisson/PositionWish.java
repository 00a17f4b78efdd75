package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import java.util.concurrent.CompletableFuture;

/// The position of a channel, asked for.
record PositionWish(ChannelName channel, CompletableFuture<Position> answer)
        implements Wish<Position> {
    @Override
    public int bytes() {
        return ChannelName.LENGTH_MAX;
    }
}
