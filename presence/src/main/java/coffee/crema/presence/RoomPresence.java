package coffee.crema.presence;

import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.SharedMessages;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.rooms.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The presence of one room on this node: its view, and what its members are told of it.
///
/// **Threading.** Confined to the serial turn of the room's channel.
final class RoomPresence {
    private final RoomId room;
    private final PresenceView view;
    private final PresenceSettings settings;
    private final PresenceMessages messages;
    private final Scheduler scheduler;
    private final Hub hub;

    private boolean loaded;
    private boolean listing = true;
    private Scheduler.@Nullable Cancellable diffTimer;

    /// When the timer's turn should have come. It does not come while the room has no members on this node.
    private long diffDueNanos;

    private @Nullable SharedMessages stateMade;
    private long stateLooks;
    private boolean stateLists;

    RoomPresence(
            RoomId room,
            NodeDirectory nodes,
            PresenceSettings settings,
            PresenceMessages messages,
            Scheduler scheduler,
            Hub hub) {
        this.room = room;
        this.view = new PresenceView(node -> nodes.alive().contains(node));
        this.settings = settings;
        this.messages = messages;
        this.scheduler = scheduler;
        this.hub = hub;
    }

    boolean isLoaded() {
        return loaded;
    }

    PresenceView view() {
        return view;
    }

    /// Tells one member who is here; before the table was read, it will be told with all others.
    void welcome(Connection member) {
        if (loaded) {
            view.welcomed();
            member.socket().send(state());
        }
    }

    /// The table was read. The first time everyone is told all of it, later the difference.
    void load(Hub.Turn turn, PresenceTable.Loaded table) {
        var states = new HashMap<Device.Key, Map<String, Object>>();
        table.states().forEach((key, json) -> states.put(key, messages.readState(json)));
        view.replace(table, states);
        if (loaded) {
            changed();
        } else {
            loaded = true;
            var _ = view.diff();
            turn.deliver(state().messages().getFirst());
        }
    }

    /// Something in the view may have changed: members hear of it within the window.
    void changed() {
        if (!loaded || !view.hasUntold()) {
            return;
        }
        long now = scheduler.nanos();
        if (diffTimer == null || now > diffDueNanos + settings.diffWindow().toNanos()) {
            diffDueNanos = now + settings.diffWindow().toNanos();
            diffTimer =
                    scheduler.after(
                            settings.diffWindow(),
                            () -> hub.inTurn(room.channel(), this::tellDiff));
        }
    }

    /// Custom states came: the newest of each device that is shown goes to the members.
    void update(Hub.Turn turn, List<PresenceMessages.OneUpdate> updates) {
        List<PresenceMessages.OneUpdate> shown = new ArrayList<>(updates.size());
        for (PresenceMessages.OneUpdate update : updates) {
            if (view.state(update.key(), update.state())) {
                shown.add(update);
            }
        }
        if (loaded && listing && !shown.isEmpty()) {
            turn.deliver(message(messages.updates(PresenceMessages.UPDATE, shown)));
        }
    }

    void close() {
        if (diffTimer != null) {
            diffTimer.cancel();
        }
    }

    private void tellDiff(Hub.Turn turn) {
        diffTimer = null;
        PresenceView.Diff diff = view.diff();
        if (diff.isEmpty()) {
            return;
        }
        boolean listingNow = listsNow();
        if (listingNow != listing) {
            listing = listingNow;
            turn.deliver(state().messages().getFirst());
        } else {
            turn.deliver(
                    message(
                            messages.diff(
                                    view.peopleCount(),
                                    listing ? Optional.of(diff) : Optional.empty(),
                                    view::stateOf)));
        }
    }

    /// A room that shows counts lists people again only when it is well below the limit, so that it does not switch back and forth.
    private boolean listsNow() {
        int max = settings.peopleListedMax();
        return view.peopleCount() <= (listing ? max : max - max / 10);
    }

    /// Made once for all members who ask while nothing looks different: a thousand who return at once get the same bytes.
    private SharedMessages state() {
        if (stateMade == null || stateLooks != view.looks() || stateLists != listing) {
            stateLooks = view.looks();
            stateLists = listing;
            Event event =
                    messages.state(
                            PresenceMessages.stateData(
                                    view.shown(),
                                    view.peopleCount(),
                                    listing ? settings.peopleListedMax() : 0,
                                    view::stateOf));
            stateMade = new SharedMessages(List.of(message(event)));
        }
        return stateMade;
    }

    private ServerMessage message(Event event) {
        return new ServerMessage.Happened(room.channel(), -1, event);
    }
}
