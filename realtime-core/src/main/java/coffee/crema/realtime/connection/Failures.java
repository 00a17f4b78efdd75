package coffee.crema.realtime.connection;

import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a client is told when something fails, the same at every door.
///
/// **Threading.** Any thread; does not block.
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final AtomicLong NEXT_REFERENCE = new AtomicLong(1);

    private Failures() {}

    /// A refusal as it is; lost infrastructure as `unavailable`; anything else is a bug, logged under a reference that the client is told.
    ///
    /// @param doing what failed, for the log: a command's name, never a payload
    public static RejectedException answer(String doing, Throwable failure) {
        Throwable cause = unwrapped(failure);
        return switch (cause) {
            case RejectedException rejected -> rejected;
            case BrokerUnavailableException _ -> unavailable("the channels are away", cause, doing);
            case StoreUnavailableException _ -> unavailable("the store is away", cause, doing);
            case TimeoutException _ ->
                    RejectedException.of(
                            ErrorCode.TIMEOUT, "the outcome is unknown: send it again");
            default -> {
                String reference = "e-" + NEXT_REFERENCE.getAndIncrement();
                LOG.error("{} failed ({})", doing, reference, cause);
                yield RejectedException.of(
                        ErrorCode.INTERNAL, "an error of the server, reference " + reference);
            }
        };
    }

    private static RejectedException unavailable(String what, Throwable cause, String doing) {
        LOG.debug("{}: {}", doing, what, cause);
        return RejectedException.of(ErrorCode.UNAVAILABLE, what);
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
