package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import java.util.Optional;

/// All that is known of one person in one room: what every decision is made from.
///
/// @param member empty for somebody who does not belong to the room
/// @param grant the role given by hand (an invitation or a changed role); outlives membership
/// @param ban empty for none; one whose time is over counts no more
/// @param mutedUntilMs Unix milliseconds; 0 for never muted, {@link #FOREVER} for no end
public record Standing(
        Room room,
        UserId user,
        Optional<RoomMember> member,
        Optional<Role> grant,
        Optional<Ban> ban,
        long mutedUntilMs) {

    /// A time that does not come.
    public static final long FOREVER = Long.MAX_VALUE;

    /// @param untilMs Unix milliseconds, or {@link #FOREVER}
    /// @param reason for the room's staff; empty for none
    public record Ban(long untilMs, Optional<String> reason) {}

    public boolean bannedAt(long nowMs) {
        return ban.isPresent() && ban.get().untilMs() > nowMs;
    }

    public boolean mutedAt(long nowMs) {
        return mutedUntilMs > nowMs;
    }

    public Optional<Role> role() {
        return member.map(RoomMember::role);
    }

    boolean isOwner() {
        return room.owner().equals(user);
    }
}
