package coffee.crema.rooms;

import coffee.crema.realtime.UserId;

/// Somebody who belongs to a room, present or not.
///
/// @param name what others see
/// @param seated whether a seat of the room is held: by everyone but the owner and those whose role takes none, until it is given to somebody else while they are away
/// @param guest whether they came by a guest token: such a member is never of the staff
public record RoomMember(UserId user, String name, Role role, boolean seated, boolean guest) {}
