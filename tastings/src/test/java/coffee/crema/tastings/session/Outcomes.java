package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.TastingWorld.await;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// How calls end that must be refused.
final class Outcomes {
    private Outcomes() {}

    static ErrorCode code(Supplier<? extends CompletionStage<?>> call) {
        try {
            await(call.get());
        } catch (RejectedException refusal) {
            return refusal.code();
        } catch (CompletionException failure) {
            Throwable cause = failure;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof RejectedException refusal) {
                return refusal.code();
            }
            throw failure;
        }
        throw new AssertionError("was not refused");
    }
}
