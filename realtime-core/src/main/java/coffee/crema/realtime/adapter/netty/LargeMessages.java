package coffee.crema.realtime.adapter.netty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/// The memory of messages that are arriving in pieces on all sockets of a door: what each may take is bounded by the size of a message, and all together by this. Any thread.
///
/// Messages of up to {@link #LARGE_BYTES} are not counted: the bound on connections bounds those.
final class LargeMessages {
    static final int LARGE_BYTES = 64 * 1024;

    private final long bytesMax;
    private final AtomicLong held = new AtomicLong();
    private final Counter refused;

    /// @param prefix how the meters' names begin
    LargeMessages(long bytesMax, MeterRegistry meters, String prefix) {
        this.bytesMax = bytesMax;
        this.refused = meters.counter(prefix + ".large.refused");
        meters.gauge(prefix + ".large.bytes", held);
    }

    /// @return false when there is no room for so much more
    boolean take(int bytes) {
        if (held.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        held.addAndGet(-bytes);
        refused.increment();
        return false;
    }

    void giveBack(int bytes) {
        held.addAndGet(-bytes);
    }
}
