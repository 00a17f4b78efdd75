package coffee.crema.realtime;

/// The name of a channel: an append-only stream of events with members.
///
/// @param value 1 to 160 visible ASCII characters, for example `room:7`, `user-ann`, `store:12:staff`
public record ChannelName(String value) implements Comparable<ChannelName> {

    /// The longest name accepted, in characters.
    public static final int LENGTH_MAX = 160;

    private static final String USER_PREFIX = "user-";

    public ChannelName {
        Names.requireVisibleAscii("channel", value, LENGTH_MAX);
    }

    /// @throws coffee.crema.realtime.wire.RejectedException `invalid_field`, when it is no channel name
    public static ChannelName parse(String field, String value) {
        Names.rejectUnlessVisibleAscii(field, value, LENGTH_MAX);
        return new ChannelName(value);
    }

    /// The channel of all devices of one user.
    public static ChannelName ofUser(UserId user) {
        return new ChannelName(USER_PREFIX + user.value());
    }

    @Override
    public int compareTo(ChannelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
