package coffee.crema.realtime;

/// A place in a channel's stream.
///
/// @param epoch which life of the stream; another epoch means that the stream began anew and offsets cannot be compared
/// @param offset how many events the stream had, this one included; 0 before the first
public record Position(String epoch, long offset) {
    public Position {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative: " + offset);
        }
    }

    /// Whether both are of the same life of the stream.
    public boolean sameEpoch(Position other) {
        return epoch.equals(other.epoch);
    }
}
