package coffee.crema.rooms;

import coffee.crema.realtime.wire.RejectedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a room is for, and **the one table** of what somebody is in it who comes uninvited.
public enum RoomType {
    /// A panel scores samples. Whoever comes by the code on the table is there to cup; the others look on.
    CUPPING(Role.CUPPER, true),
    /// A small table that tastes together and shares a sheet: nobody looks on.
    TASTING(Role.CUPPER, false),
    /// Thousands guess; spectators watch.
    BLIND_BOX(Role.GUEST, true),
    /// Somebody's room that others visit; who finds no place watches.
    VIRTUAL(Role.GUEST, true),
    /// A partner's event, relayed; who finds no place watches.
    EVENT(Role.GUEST, true);

    private final Role publicRole;
    private final boolean observable;

    RoomType(Role publicRole, boolean observable) {
        this.publicRole = publicRole;
        this.observable = observable;
    }

    /// The role of a member who joins a public room of this type without having been given one.
    public Role publicRole() {
        return publicRole;
    }

    /// Whether somebody who may come in may come in as `observer` instead, which takes no seat.
    public boolean observable() {
        return observable;
    }

    /// As clients read it, for example `blind-box`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws RejectedException `invalid_field`, when there is no such type
    public static RoomType parse(String field, String wireName) {
        for (RoomType type : values()) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        throw RejectedException.invalid(
                field,
                "one of "
                        + Arrays.stream(values())
                                .map(RoomType::wireName)
                                .collect(Collectors.joining(", ")));
    }
}
