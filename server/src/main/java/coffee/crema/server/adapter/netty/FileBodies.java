package coffee.crema.server.adapter.netty;

import coffee.crema.tastings.sample.ImportLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/// Bodies that may be larger than others: files of samples. A few come at a time on a node, so that however many connections there are, they hold so much memory and no more.
///
/// **Threading.** Any thread; nothing blocks.
final class FileBodies {
    /// Files that come at a time, each of at most {@link ImportLimits#BYTES_MAX}.
    static final int AT_ONCE_MAX = 8;

    private static final String PATH_END = "/samples/import";
    private static final String TYPE = "text/csv";

    private final Semaphore places = new Semaphore(AT_ONCE_MAX);
    private final Counter busy;
    private final Counter tooLarge;

    FileBodies(MeterRegistry meters) {
        this.busy = meters.counter("crema.http.files.refused", "limit", "at-once");
        this.tooLarge = meters.counter("crema.http.files.refused", "limit", "bytes");
    }

    boolean isFile(HttpRequest head) {
        String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        int query = head.uri().indexOf('?');
        String path = query < 0 ? head.uri() : head.uri().substring(0, query);
        return head.method().equals(HttpMethod.POST)
                && path.endsWith(PATH_END)
                && type.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /// @return false when as many come as may; otherwise the place is to be given back
    boolean take() {
        boolean taken = places.tryAcquire();
        if (!taken) {
            busy.increment();
        }
        return taken;
    }

    void giveBack() {
        places.release();
    }

    int bytesMax() {
        return ImportLimits.BYTES_MAX;
    }

    Counter tooLarge() {
        return tooLarge;
    }
}
