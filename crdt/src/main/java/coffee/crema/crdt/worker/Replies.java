package coffee.crema.crdt.worker;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;

/// What a reply means to the caller, and what it is told when there is none.
public final class Replies {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private Replies() {}

    /// @param field what a refusal names
    /// @throws RejectedException when the worker said no
    static byte[] body(Reply reply, String field, WorkerSettings settings) {
        return switch (reply.status()) {
            case OK -> reply.body();
            case TOO_LARGE ->
                    throw RejectedException.limit(
                            ErrorCode.TOO_LARGE,
                            "the document is too large, or nested too deep, to be read at once",
                            settings.answerBytesMax());
            case NO_SUCH_HEADS ->
                    throw RejectedException.of(
                            ErrorCode.NOT_FOUND, "the document has no such heads");
            case NO_SUCH_PATH -> throw RejectedException.invalid(field, "a path leads nowhere");
            case REFUSED -> throw RejectedException.invalid(field, "Automerge refuses it");
            case NO_SUCH_COPY -> throw unavailable("the document could not be opened");
        };
    }

    static Change change(byte[] chunk) {
        if (chunk.length == 0) {
            throw RejectedException.of(ErrorCode.CONFLICT, "it would change nothing");
        }
        try {
            return Change.parse(chunk);
        } catch (MalformedChangeException e) {
            throw RejectedException.of(ErrorCode.TOO_LARGE, "the change: " + e.getMessage());
        }
    }

    static RejectedException busy(WorkerSettings settings) {
        return RejectedException.retryAfter(
                ErrorCode.UNAVAILABLE,
                "more than " + settings.waitingMax() + " calls wait for document workers",
                RETRY);
    }

    static RejectedException stopped() {
        return unavailable("the document workers stop");
    }

    /// To be tried again.
    public static RejectedException unavailable(String why) {
        return RejectedException.retryAfter(ErrorCode.UNAVAILABLE, why, RETRY);
    }
}
