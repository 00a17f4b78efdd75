package coffee.crema.rooms;

import java.time.Duration;
import java.util.Optional;

/// Makes tokens that open one room in one role, for people without an account: a QR code on the table.
///
/// **Threading.** Any thread; does not block.
public interface GuestTokens {

    /// @param expiresAtMs Unix milliseconds
    record Minted(String token, long expiresAtMs) {}

    /// @param role never one of the staff
    /// @param name what others see; empty for a name that the implementation makes up
    Minted mint(RoomId room, Role role, Optional<String> name, Duration ttl);
}
