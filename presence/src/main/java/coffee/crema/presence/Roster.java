package coffee.crema.presence;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.rooms.RoomId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Reads from the shared table who is in a room: for those who have no view of it.
///
/// **Threading.** Any thread; does not block. Stages fail as the table's do.
final class Roster {
    private final PresenceTable table;
    private final NodeDirectory nodes;
    private final PresenceSettings settings;
    private final PresenceMessages messages;

    Roster(
            PresenceTable table,
            NodeDirectory nodes,
            PresenceSettings settings,
            PresenceMessages messages) {
        this.table = table;
        this.nodes = nodes;
        this.settings = settings;
        this.messages = messages;
    }

    /// `{count, people?}`
    CompletionStage<Map<String, Object>> people(RoomId room) {
        return view(room)
                .thenApply(view ->
                        PresenceMessages.stateData(
                                view.shown(),
                                view.peopleCount(),
                                settings.peopleListedMax(),
                                view::stateOf));
    }

    CompletionStage<Set<UserId>> users(RoomId room) {
        return view(room).thenApply(PresenceView::people);
    }

    private CompletionStage<PresenceView> view(RoomId room) {
        return table.load(room)
                .thenApply(loaded -> {
                    var view = new PresenceView(node -> nodes.alive().contains(node));
                    var states = new HashMap<Device.Key, Map<String, Object>>();
                    loaded.states()
                            .forEach((key, json) -> states.put(key, messages.readState(json)));
                    view.replace(loaded, states);
                    return view;
                });
    }
}
