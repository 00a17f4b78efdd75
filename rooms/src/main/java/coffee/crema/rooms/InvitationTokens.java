package coffee.crema.rooms;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Makes and reads what stands in the QR code on the wall: text that many take, each of whom becomes a guest of its own. It is no token and opens nothing by itself.
///
/// **Threading.** Any thread; does not block.
public interface InvitationTokens {

    /// When an invitation holds: what a record keeps, instead of its text, so that a repeated request gets the same one.
    ///
    /// @param round of the room's invitations
    /// @param issuedAtMs Unix milliseconds, as `expiresAtMs`
    record Term(int round, long issuedAtMs, long expiresAtMs) {}

    /// What a good invitation says.
    record Invitation(RoomId room, Role role, int round) {}

    /// From now on.
    Term draw(int round, Duration ttl);

    /// The same term for the same room and role is the same text.
    ///
    /// @param role never one of the staff
    String sign(RoomId room, Role role, Term term);

    /// @param text whatever a stranger sent
    /// @return fails with {@link RejectedException} `unauthenticated` when this is no invitation of this installation, `token_expired` when its time is over
    CompletionStage<Invitation> read(String text);
}
