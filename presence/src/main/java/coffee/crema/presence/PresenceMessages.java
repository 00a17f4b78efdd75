package coffee.crema.presence;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.WireMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What presence says: to members (`presence_state`, `presence_diff`, `presence_update`), and from node to node (`presence.changed`, `presence.updates`), which members never see.
final class PresenceMessages {
    static final String STATE = "presence_state";
    static final String DIFF = "presence_diff";
    static final String UPDATE = "presence_update";
    static final String CHANGED = "presence.changed";
    static final String UPDATES = "presence.updates";

    private final WireMapper wire;
    private final Scheduler scheduler;

    PresenceMessages(WireMapper wire, Scheduler scheduler) {
        this.wire = wire;
        this.scheduler = scheduler;
    }

    /// A change of the table, from node to node. Without `node` the device was removed.
    record Changed(
            String epoch,
            long count,
            String user,
            String ref,
            Optional<String> node,
            Optional<String> name,
            Optional<String> role,
            Optional<Long> sinceMs,
            Optional<Long> version) {

        static Changed put(PresenceTable.Stored stored) {
            Device device = stored.device();
            return new Changed(
                    stored.version().epoch(),
                    stored.version().count(),
                    device.key().user().value(),
                    device.key().ref(),
                    Optional.of(device.node().value()),
                    Optional.of(device.name()),
                    Optional.of(device.role()),
                    Optional.of(device.sinceMs()),
                    Optional.of(device.version()));
        }

        static Changed removed(PresenceTable.Version version, Device.Key key) {
            return new Changed(
                    version.epoch(),
                    version.count(),
                    key.user().value(),
                    key.ref(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        PresenceTable.Version tableVersion() {
            return new PresenceTable.Version(epoch, count);
        }

        Device.Key key() {
            return new Device.Key(new UserId(user), ref);
        }

        Optional<Device> device() {
            return node.map(id ->
                    new Device(
                            key(),
                            new NodeId(id),
                            name.orElse(""),
                            role.orElse(""),
                            sinceMs.orElse(0L),
                            version.orElse(0L)));
        }
    }

    /// Newest custom states, from node to node and to members.
    record Updates(List<OneUpdate> updates) {}

    record OneUpdate(String user, String ref, Map<String, Object> state) {
        Device.Key key() {
            return new Device.Key(new UserId(user), ref);
        }
    }

    Event changed(Changed changed) {
        return event(CHANGED, changed);
    }

    Changed readChanged(Event event) {
        return wire.fromJson(event.json(), Changed.class);
    }

    Event updates(String name, List<OneUpdate> updates) {
        return event(name, new Updates(updates));
    }

    List<OneUpdate> readUpdates(Event event) {
        return wire.fromJson(event.json(), Updates.class).updates();
    }

    /// `{count, people?}`
    Event state(Map<String, Object> state) {
        return event(STATE, state);
    }

    /// `{count, joins, leaves}`; of a room that shows counts only, `{count}`.
    Event diff(
            int count,
            Optional<PresenceView.Diff> diff,
            Function<Device.Key, Map<String, Object>> states) {
        var data = new LinkedHashMap<String, Object>();
        data.put("count", count);
        diff.ifPresent(d -> {
            data.put("joins", people(d.joins(), states));
            data.put("leaves", people(d.leaves(), states));
        });
        return event(DIFF, data);
    }

    /// @param peopleListedMax above this many people only the count is told
    static Map<String, Object> stateData(
            Collection<Device> devices,
            int peopleCount,
            int peopleListedMax,
            Function<Device.Key, Map<String, Object>> states) {
        var data = new LinkedHashMap<String, Object>();
        data.put("count", peopleCount);
        if (peopleCount <= peopleListedMax) {
            data.put("people", people(devices, states));
        }
        return data;
    }

    /// `{user: {name, metas: [{ref, sinceMs, role, state}]}}`
    private static Map<String, Object> people(
            Collection<Device> devices, Function<Device.Key, Map<String, Object>> states) {
        var metas = new LinkedHashMap<String, List<Object>>();
        var people = new LinkedHashMap<String, Object>();
        for (Device device : devices) {
            String user = device.key().user().value();
            metas.computeIfAbsent(
                            user,
                            id -> {
                                var list = new ArrayList<>();
                                people.put(id, Map.of("name", device.name(), "metas", list));
                                return list;
                            })
                    .add(
                            Map.of(
                                    "ref", device.key().ref(),
                                    "sinceMs", device.sinceMs(),
                                    "role", device.role(),
                                    "state", states.apply(device.key())));
        }
        return people;
    }

    String json(Map<String, Object> state) {
        return new String(wire.toJson(state), java.nio.charset.StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> readState(String json) {
        return wire.fromJson(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.class);
    }

    private Event event(String name, Object data) {
        return new Event(name, scheduler.millis(), wire.toJson(data));
    }
}
