package coffee.crema.rooms;

import java.time.Duration;
import java.util.Optional;

/// Makes tokens that open one room in one role, for people without an account: a QR code on the table.
///
/// **Threading.** Any thread; does not block.
public interface GuestTokens {

    /// Who the token is for, and when: what a record keeps, instead of the token, so that a repeated request gets the same one.
    ///
    /// @param guest the user id
    /// @param name what others see
    /// @param issuedAtMs Unix milliseconds, as `expiresAtMs`
    record Pass(String guest, String name, long issuedAtMs, long expiresAtMs) {}

    /// A new guest.
    ///
    /// @param name what others see; empty for a name that the implementation makes up
    Pass draw(Optional<String> name, Duration ttl);

    /// The same pass for the same room and role is the same token.
    ///
    /// @param role never one of the staff
    String sign(RoomId room, Role role, Pass pass);
}
