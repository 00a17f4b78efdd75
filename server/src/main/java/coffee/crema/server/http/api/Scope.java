package coffee.crema.server.http.api;

import coffee.crema.blindbox.BlindBoxDesk;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomPolicy;

/// What an API key may do, call by call. Members and guests are not asked for scopes: their roles in rooms decide.
enum Scope {
    /// Read any room: settings, members, chat, past events.
    ROOMS_READ("rooms:read"),
    /// Create rooms; change, close, invite and give roles in any room.
    ROOMS_WRITE("rooms:write"),
    /// Kick, ban and mute in any room, except its staff.
    MODERATE("moderate"),
    /// Who is in a room now, and when somebody was last seen.
    PRESENCE_READ("presence:read"),
    /// Make guest tokens for any room.
    TOKENS("tokens"),
    /// Schedule blind boxes and run them.
    BLIND_BOXES(BlindBoxDesk.SCOPE),
    /// Publish to any room and any user.
    PUBLISH("publish");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /// The scope `rooms` holds all but `publish`.
    ///
    /// @throws RejectedException `forbidden`, when it is a service's key without the scope
    void require(Principal principal) {
        if (principal.kind() == Principal.Kind.SERVICE && !isHeldBy(principal)) {
            throw RejectedException.of(ErrorCode.FORBIDDEN, "the key lacks the scope " + wireName);
        }
    }

    private boolean isHeldBy(Principal principal) {
        return principal.hasScope(wireName)
                || (this != PUBLISH && principal.hasScope(RoomPolicy.ROOMS_SCOPE));
    }
}
