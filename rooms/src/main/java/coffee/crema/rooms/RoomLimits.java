package coffee.crema.rooms;

import org.jspecify.annotations.Nullable;

/// The bounds of what a room may be. What a client breaks is answered `invalid_field` or `too_many`, with the limit.
///
/// @param ownedMax how many open rooms a member may own, 1 to 100,000; services are not bounded
/// @param capacityDefault of a room whose creator says nothing, 2 to `capacityMax`
/// @param capacityMax the largest capacity, 2 to 1,000,000
public record RoomLimits(int ownedMax, int capacityDefault, int capacityMax) {

    /// The longest title, in characters.
    public static final int TITLE_MAX = 120;

    /// The longest slow mode, in milliseconds.
    public static final int SLOW_MODE_MS_MAX = 3_600_000;

    /// The longest reason of a ban, in characters.
    public static final int REASON_MAX = 200;

    /// The longest name in a guest token, in characters.
    public static final int GUEST_NAME_MAX = 64;

    /// How long a guest token or an invitation holds, in seconds, when nothing is said: a long tasting.
    public static final int GUEST_TTL_SECONDS = 4 * 3600;

    /// How long it holds at least, in seconds.
    public static final int GUEST_TTL_SECONDS_MIN = 60;

    /// How long it may hold at most, in seconds.
    public static final int GUEST_TTL_SECONDS_MAX = 86_400;

    /// How many rooms or members a page may hold.
    public static final int PAGE_MAX = 200;

    /// How many it holds when nothing is said.
    public static final int PAGE_DEFAULT = 50;

    /// A seat is given away only this long after its holder sat down: who joined a moment ago need not be seen present yet.
    static final long SEAT_GRACE_MS = 30_000;

    public RoomLimits {
        if (ownedMax < 1 || ownedMax > 100_000) {
            throw new IllegalArgumentException(
                    "a member may own 1 to 100,000 open rooms, not " + ownedMax);
        }
        if (capacityMax < 2 || capacityMax > 1_000_000) {
            throw new IllegalArgumentException(
                    "the largest capacity is 2 to 1,000,000, not " + capacityMax);
        }
        if (capacityDefault < 2 || capacityDefault > capacityMax) {
            throw new IllegalArgumentException(
                    "the default capacity is 2 to " + capacityMax + ", not " + capacityDefault);
        }
    }

    /// How long a guest token or an invitation is to hold.
    ///
    /// @throws RejectedException `invalid_field`, when it is out of range
    static int guestTtlSeconds(@Nullable Integer asked) {
        return Fields.number(
                "data.ttlSeconds",
                asked,
                GUEST_TTL_SECONDS,
                GUEST_TTL_SECONDS_MIN,
                GUEST_TTL_SECONDS_MAX);
    }

    /// 200 rooms a member; 50 people a room unless said otherwise, at most 100,000.
    public static RoomLimits defaults() {
        return new RoomLimits(200, 50, 100_000);
    }
}
