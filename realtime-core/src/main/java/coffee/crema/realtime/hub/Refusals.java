package coffee.crema.realtime.hub;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;

/// What a hub answers when it cannot attach a member.
final class Refusals {
    private Refusals() {}

    static RejectedException left() {
        return RejectedException.of(
                ErrorCode.UNAVAILABLE, "the channel was left before it was joined");
    }

    static RejectedException unreachable() {
        return RejectedException.of(ErrorCode.UNAVAILABLE, "the channel cannot be followed now");
    }

    static RejectedException tooManyChannels(int most) {
        return RejectedException.limit(
                ErrorCode.TOO_MANY, "this socket follows too many channels", most);
    }
}
