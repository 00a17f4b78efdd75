package coffee.crema.presence;

import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.rooms.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Who is in each room, as all nodes share it. Each change has the next version of its room.
///
/// The table does not tell of its changes: who changes it tells the others (an ephemeral event), and everyone compares versions from time to time, so a lost word is healed.
/// A table that lost its memory begins a new epoch; each node then writes its own devices again.
///
/// **Threading.** Any thread; does not block. Stages fail with {@link BrokerUnavailableException} when the table cannot be reached.
public interface PresenceTable {

    /// @param epoch which life of the room's table
    /// @param count how many changes it has had
    record Version(String epoch, long count) {}

    /// @param device as stored: with its version, and with the `sinceMs` of an entry that was there before
    record Stored(Version version, Device device) {}

    /// @param states the custom states kept, as JSON objects
    record Loaded(Version version, List<Device> devices, Map<Device.Key, String> states) {
        public Loaded {
            devices = List.copyOf(devices);
            states = Map.copyOf(states);
        }
    }

    /// Enters a device, or takes it over from another node.
    CompletionStage<Stored> put(RoomId room, Device device);

    /// Removes a device if `owner` is still its node.
    ///
    /// @return empty when it was not there or belongs to another node by now
    CompletionStage<Optional<Version>> remove(RoomId room, Device.Key key, NodeId owner);

    /// Keeps a device's newest custom state for those who come later. Not a change: no version.
    CompletionStage<Void> keepState(RoomId room, Device.Key key, String json);

    CompletionStage<Loaded> load(RoomId room);

    /// In one round trip where the table allows.
    CompletionStage<Map<RoomId, Version>> versions(Collection<RoomId> rooms);
}
