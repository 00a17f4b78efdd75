package coffee.crema.server.identity;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;

/// The one answer to every token that is not accepted: why is nobody's business but the log's.
final class Refusals {
    private Refusals() {}

    static RejectedException unauthenticated() {
        return RejectedException.of(ErrorCode.UNAUTHENTICATED, "the token is not accepted");
    }
}
