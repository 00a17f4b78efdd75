package coffee.crema.tastings.session;

import coffee.crema.rooms.GuestTokens;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomId;
import java.time.Duration;
import java.util.Optional;

/// Nobody comes by a token here.
final class NoGuests implements GuestTokens {
    @Override
    public Pass draw(Optional<String> name, Duration ttl) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String sign(RoomId room, Role role, Pass pass) {
        throw new UnsupportedOperationException();
    }
}
