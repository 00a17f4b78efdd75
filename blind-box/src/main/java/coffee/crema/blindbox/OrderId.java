package coffee.crema.blindbox;

import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomId;
import java.util.Optional;
import java.util.regex.Pattern;

/// The order that a blind box is of, and the box's name everywhere: an order has one box.
///
/// @param value 1 to 64 characters of `A-Z a-z 0-9 . _ -`
public record OrderId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ROOM_PREFIX = "blind-box-";

    public OrderId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an order's id");
        }
    }

    /// @throws RejectedException `invalid_field`, when it is no order's id
    public static OrderId parse(String field, String value) {
        if (!SHAPE.matcher(value).matches()) {
            throw RejectedException.invalid(field, "1 to 64 characters of A-Z a-z 0-9 . _ -", 64);
        }
        return new OrderId(value);
    }

    /// The room of its reveal: `blind-box-{orderId}`.
    public RoomId room() {
        return new RoomId(ROOM_PREFIX + value);
    }

    /// The order whose room this is; empty for other rooms.
    static Optional<OrderId> ofRoom(RoomId room) {
        String name = room.value();
        return name.startsWith(ROOM_PREFIX)
                        && SHAPE.matcher(name.substring(ROOM_PREFIX.length())).matches()
                ? Optional.of(new OrderId(name.substring(ROOM_PREFIX.length())))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
