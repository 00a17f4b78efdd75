package coffee.crema.rooms;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Invitations that say what they are: `room:role:round:expiresAtMs`.
final class ReadableInvitations implements InvitationTokens {
    private final InstantSource clock;

    ReadableInvitations(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Term draw(int round, Duration ttl) {
        long nowMs = clock.millis();
        return new Term(round, nowMs, nowMs + ttl.toMillis());
    }

    @Override
    public String sign(RoomId room, Role role, Term term) {
        return room + ":" + role.wireName() + ":" + term.round() + ":" + term.expiresAtMs();
    }

    @Override
    public CompletionStage<Invitation> read(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 4) {
            return CompletableFuture.failedStage(
                    RejectedException.of(ErrorCode.UNAUTHENTICATED, "no invitation"));
        }
        if (Long.parseLong(parts[3]) <= clock.millis()) {
            return CompletableFuture.failedStage(
                    RejectedException.of(ErrorCode.TOKEN_EXPIRED, "over"));
        }
        return CompletableFuture.completedStage(
                new Invitation(
                        new RoomId(parts[0]),
                        Role.parse("role", parts[1]),
                        Integer.parseInt(parts[2])));
    }
}
