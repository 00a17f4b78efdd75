package coffee.crema.realtime.adapter.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class that left a buffer unreleased.
///
/// At the end it leaks a buffer of its own and waits until that one is reported: the proof that the others would have been.
final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
    /// Differs each time: a leak with the same history is reported once only.
    private final String canary = "the canary of the leak check " + System.nanoTime();

    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ByteBufUtil.setLeakListener((resourceType, records) -> leaks.add(resourceType + records));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leakOne();
        Awaitility.await("the canary")
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    System.gc();
                    ByteBufAllocator.DEFAULT
                            .buffer(16)
                            .release(); // leaks are reported by later allocations
                    return leaks.stream().anyMatch(leak -> leak.contains(canary));
                });
        ByteBufUtil.setLeakListener(null);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        List<String> real = leaks.stream().filter(leak -> !leak.contains(canary)).toList();
        if (!real.isEmpty()) {
            throw new AssertionError("leaked: " + real);
        }
    }

    private void leakOne() {
        ByteBuf leaked = ByteBufAllocator.DEFAULT.buffer(16);
        leaked.touch(canary);
    }
}
