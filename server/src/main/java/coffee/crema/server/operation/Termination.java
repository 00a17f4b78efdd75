package coffee.crema.server.operation;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The end of the process: the first SIGTERM or SIGINT drains and then stops, the second stops at once.
public final class Termination {
    private static final int EXIT_AT_ONCE = 143;

    private Termination() {}

    /// @param drain begins to move the clients elsewhere
    /// @param stop stops the node; may block
    public static void onSignal(Supplier<? extends CompletionStage<?>> drain, Runnable stop) {
        var begun = new AtomicBoolean();
        TerminationSignals.handle(() -> {
            if (begun.getAndSet(true)) {
                Runtime.getRuntime().halt(EXIT_AT_ONCE);
            }
            drain.get().whenComplete((done, failed) -> stopOnOwnThread(stop));
        });
    }

    private static void stopOnOwnThread(Runnable stop) {
        Thread.ofPlatform()
                .name("crema-stop")
                .start(() -> {
                    try {
                        stop.run();
                    } finally {
                        System.exit(0);
                    }
                });
    }
}
