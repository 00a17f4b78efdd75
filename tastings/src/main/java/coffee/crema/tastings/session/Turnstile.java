package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Lets so many heavy pieces of work of one kind run at once, and refuses the next: there is no queue whose memory would have to be bounded.
///
/// **Threading.** Any thread; nothing blocks.
final class Turnstile {
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final Semaphore places;
    private final Counter refused;
    private final String what;

    /// @param what for the refusal, for example `exports`
    Turnstile(String what, int atOnceMax, Counter refused) {
        this.what = what;
        this.places = new Semaphore(atOnceMax);
        this.refused = refused;
    }

    /// @return fails with `unavailable` and the time to come back, when all places are taken
    <T> CompletionStage<T> pass(Supplier<CompletionStage<T>> work) {
        if (!places.tryAcquire()) {
            refused.increment();
            return CompletableFuture.failedFuture(
                    RejectedException.retryAfter(
                            ErrorCode.UNAVAILABLE, "too many " + what + " at once", COME_BACK));
        }
        CompletionStage<T> running;
        try {
            running = work.get();
        } catch (RuntimeException | Error failed) {
            places.release();
            throw failed;
        }
        return running.whenComplete((_, _) -> places.release());
    }
}
