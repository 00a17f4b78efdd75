package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A room's name in addresses and channels.
///
/// @param value 1 to 96 characters of `A-Z a-z 0-9 . _ -`
public record RoomId(String value) {
    /// How the names of rooms' channels begin.
    public static final String CHANNEL_PREFIX = "room:";

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,96}");
    private static final String STAFF_SUFFIX = ":staff";

    public RoomId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a room id");
        }
    }

    /// @throws RejectedException `invalid_field`, when it is no room id
    public static RoomId parse(String field, String value) {
        if (!SHAPE.matcher(value).matches()) {
            throw RejectedException.invalid(field, "1 to 96 characters of A-Z a-z 0-9 . _ -", 96);
        }
        return new RoomId(value);
    }

    /// The channel of everyone in the room.
    public ChannelName channel() {
        return new ChannelName(CHANNEL_PREFIX + value);
    }

    /// The channel of those whose role has {@link Permission#MODERATE}.
    public ChannelName staffChannel() {
        return new ChannelName(CHANNEL_PREFIX + value + STAFF_SUFFIX);
    }

    /// The room whose channel of everyone this is; empty for staff channels and for names that are no room's.
    public static Optional<RoomId> ofChannel(ChannelName channel) {
        if (!channel.value().startsWith(CHANNEL_PREFIX)) {
            return Optional.empty();
        }
        String id = channel.value().substring(CHANNEL_PREFIX.length());
        return SHAPE.matcher(id).matches() ? Optional.of(new RoomId(id)) : Optional.empty();
    }

    /// The room whose staff channel this is; empty for other names.
    public static Optional<RoomId> ofStaffChannel(ChannelName channel) {
        return channel.value().endsWith(STAFF_SUFFIX)
                ? ofChannel(
                        new ChannelName(
                                channel.value()
                                        .substring(
                                                0,
                                                channel.value().length() - STAFF_SUFFIX.length())))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
