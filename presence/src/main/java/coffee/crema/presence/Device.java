package coffee.crema.presence;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.node.NodeId;

/// One device of one person in one room.
///
/// @param key which device of whom
/// @param node the node that its socket is (or was last) connected to
/// @param name what others see
/// @param role its role in the room, by wire name
/// @param sinceMs when it first came, Unix milliseconds; kept across reconnects
/// @param version of the room's table when this was written; the greater one is newer
public record Device(Key key, NodeId node, String name, String role, long sinceMs, long version) {

    /// @param ref the public name of a session, the same after a reconnect
    public record Key(UserId user, String ref) {
        static Key of(Connection connection) {
            return new Key(connection.principal().user(), connection.session().deviceRef());
        }
    }

    /// Whether others would see a difference.
    boolean looksLike(Device other) {
        return name.equals(other.name) && role.equals(other.role) && sinceMs == other.sinceMs;
    }

    Device withVersion(long newVersion) {
        return new Device(key, node, name, role, sinceMs, newVersion);
    }

    Device withRole(String newRole) {
        return new Device(key, node, name, newRole, sinceMs, version);
    }
}
