package coffee.crema.realtime.node;

/// One life of one node: a restarted node has a new id.
///
/// @param value `n-` and random characters, unique in the cluster and over time
public record NodeId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
