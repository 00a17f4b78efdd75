package coffee.crema.rooms;

import static coffee.crema.rooms.Permission.ADMINISTER;
import static coffee.crema.rooms.Permission.APPEAR;
import static coffee.crema.rooms.Permission.CHAT;
import static coffee.crema.rooms.Permission.EDIT;
import static coffee.crema.rooms.Permission.INVITE;
import static coffee.crema.rooms.Permission.MODERATE;
import static coffee.crema.rooms.Permission.PUBLISH;
import static coffee.crema.rooms.Permission.VIEW;

import coffee.crema.realtime.wire.RejectedException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What somebody is in a room, and **the one table** of what that allows.
public enum Role {
    HOST(VIEW, CHAT, APPEAR, PUBLISH, EDIT, MODERATE, INVITE, ADMINISTER),
    ASSISTANT(VIEW, CHAT, APPEAR, PUBLISH, EDIT, MODERATE, INVITE),
    MODERATOR(VIEW, CHAT, APPEAR, PUBLISH, MODERATE),
    EDITOR(VIEW, CHAT, APPEAR, PUBLISH, EDIT),
    CUPPER(VIEW, CHAT, APPEAR, PUBLISH),
    PARTNER(VIEW, CHAT, APPEAR, PUBLISH),
    GUEST(VIEW, CHAT, APPEAR),
    OBSERVER(VIEW, APPEAR),
    DISPLAY(VIEW);

    private final Set<Permission> permissions;

    Role(Permission first, Permission... rest) {
        permissions = EnumSet.of(first, rest);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public Set<Permission> permissions() {
        return EnumSet.copyOf(permissions);
    }

    /// Whether somebody of this role runs the room: such roles are given by a host alone, and never to a guest.
    public boolean isStaff() {
        return may(MODERATE) || may(INVITE) || may(ADMINISTER);
    }

    /// Whether it counts against the room's capacity. Those who only look on do not: that is how a full room overflows.
    public boolean takesSeat() {
        return may(CHAT);
    }

    /// As clients read it, for example `cupper`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws RejectedException `invalid_field`, when there is no such role
    public static Role parse(String field, String wireName) {
        for (Role role : values()) {
            if (role.wireName().equals(wireName)) {
                return role;
            }
        }
        throw RejectedException.invalid(
                field,
                "one of host, assistant, moderator, editor, cupper, partner, guest, observer, display");
    }
}
