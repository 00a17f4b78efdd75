package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An event on its way.
///
/// @param event its bytes
/// @param answer gets the position; one with offset 0 when the event is not kept
@SuppressWarnings("ArrayRecordComponent") // on its way only; never compared
record Publication(
        Kind kind,
        ChannelName channel,
        byte[] event,
        @Nullable String idempotencyKey,
        CompletableFuture<Position> answer)
        implements Wish<Position> {

    /// What takes room beside the event: topic, keys and the framing of each argument.
    private static final int OVERHEAD_BYTES = 256;

    enum Kind {
        KEPT,
        EPHEMERAL
    }

    @Override
    public int bytes() {
        return event.length + OVERHEAD_BYTES;
    }
}
