package coffee.crema.rooms;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Tokens that say what they are: `room:role:guest:name`. Guests are counted.
final class ReadableTokens implements GuestTokens {
    private final AtomicInteger guests = new AtomicInteger();
    private final InstantSource clock;

    ReadableTokens(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Pass draw(Optional<String> name, Duration ttl) {
        long nowMs = clock.millis();
        return new Pass(
                "guest-" + guests.incrementAndGet(),
                name.orElse("-"),
                nowMs,
                nowMs + ttl.toMillis());
    }

    @Override
    public String sign(RoomId room, Role role, Pass pass) {
        return room + ":" + role.wireName() + ":" + pass.guest() + ":" + pass.name();
    }
}
