package coffee.crema.presence.adapter.redisson;

import coffee.crema.presence.Device;
import coffee.crema.presence.PresenceTable;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.adapter.redisson.LuaCall;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.rooms.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The table in Redis: for each room a hash of devices, a hash of first arrivals and custom states, and its version; each call is one script.
///
/// A device is stored as five lines: version, node, since, role, name. Keys share the room as hash tag, so that a room lies on one shard.
public final class RedisPresenceTable implements PresenceTable {
    /// Rooms asked for in one call of {@link #versions}.
    static final int ROOMS_PER_CALL_MAX = 500;

    /// A room that nobody touches for so long is forgotten: an entry without a living node is hidden long before.
    static final Duration AGE_MAX = Duration.ofHours(24);

    private static final String PUT = LuaCall.script(RedisPresenceTable.class, "put.lua");

    private static final String REMOVE = LuaCall.script(RedisPresenceTable.class, "remove.lua");

    private static final String KEEP_STATE =
            LuaCall.script(RedisPresenceTable.class, "keep-state.lua");

    private static final String LOAD = LuaCall.script(RedisPresenceTable.class, "load.lua");

    private static final String VERSIONS = LuaCall.script(RedisPresenceTable.class, "versions.lua");

    private final RedisLink link;

    /// @param link stays open
    public RedisPresenceTable(RedisLink link) {
        this.link = link;
    }

    @Override
    public CompletionStage<Stored> put(RoomId room, Device device) {
        return eval(call(PUT, room)
                        .argument(newEpoch())
                        .argument(AGE_MAX.toMillis())
                        .argument(field(device.key()))
                        .argument(device.node().value())
                        .argument(device.sinceMs())
                        .argument(device.role())
                        .argument(device.name()))
                .thenApply(answer -> {
                    var version = version(answer);
                    return new Stored(
                            version,
                            new Device(
                                    device.key(),
                                    device.node(),
                                    device.name(),
                                    device.role(),
                                    Long.parseLong(answer.get(2)),
                                    version.count()));
                });
    }

    @Override
    public CompletionStage<Optional<Version>> remove(RoomId room, Device.Key key, NodeId owner) {
        return eval(call(REMOVE, room).argument(field(key)).argument(owner.value()))
                .thenApply(answer ->
                        answer.isEmpty() ? Optional.empty() : Optional.of(version(answer)));
    }

    @Override
    public CompletionStage<Void> keepState(RoomId room, Device.Key key, String json) {
        return eval(call(KEEP_STATE, room)
                        .argument(field(key))
                        .argument(json)
                        .argument(AGE_MAX.toMillis()))
                .thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Loaded> load(RoomId room) {
        return eval(call(LOAD, room).argument(newEpoch()).argument(AGE_MAX.toMillis()))
                .thenApply(RedisPresenceTable::loaded);
    }

    @Override
    public CompletionStage<Map<RoomId, Version>> versions(Collection<RoomId> rooms) {
        List<RoomId> asked = List.copyOf(rooms);
        Map<RoomId, Version> versions = new HashMap<>();
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (int from = 0; from < asked.size(); from += ROOMS_PER_CALL_MAX) {
            List<RoomId> part =
                    asked.subList(from, Math.min(asked.size(), from + ROOMS_PER_CALL_MAX));
            var call = new LuaCall(VERSIONS);
            part.forEach(room -> call.key(key(room, "version")));
            all =
                    all.thenCompose(_ -> eval(call))
                            .thenAccept(answer -> {
                                for (int i = 0; i < part.size(); i++) {
                                    versions.put(
                                            part.get(i), version(answer.subList(2 * i, 2 * i + 2)));
                                }
                            });
        }
        return all.thenApply(_ -> versions);
    }

    private static Loaded loaded(List<String> answer) {
        int deviceCount = (int) Double.parseDouble(answer.get(2));
        var devices = new ArrayList<Device>(deviceCount);
        var states = new HashMap<Device.Key, String>();
        for (int i = 3; i < answer.size(); i += 2) {
            Device.Key key = key(answer.get(i));
            if (devices.size() < deviceCount) {
                String[] lines = answer.get(i + 1).split("\n", 5);
                devices.add(
                        new Device(
                                key,
                                new NodeId(lines[1]),
                                lines[4],
                                lines[3],
                                Long.parseLong(lines[2]),
                                Long.parseLong(lines[0])));
            } else {
                states.put(key, answer.get(i + 1));
            }
        }
        return new Loaded(version(answer), devices, states);
    }

    private CompletionStage<List<String>> eval(LuaCall call) {
        return link.run(call)
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw new BrokerUnavailableException(
                                "the presence table did not answer", failure);
                    }
                    return answer.stream()
                            .map(part ->
                                    part instanceof byte[] text
                                            ? new String(text, StandardCharsets.UTF_8)
                                            : part.toString())
                            .toList();
                });
    }

    private LuaCall call(String script, RoomId room) {
        return new LuaCall(script)
                .key(key(room, "version"))
                .key(key(room, "devices"))
                .key(key(room, "states"));
    }

    private String key(RoomId room, String part) {
        return link.key("presence", "{" + room.value() + "}", part);
    }

    private static String newEpoch() {
        return UUID.randomUUID().toString();
    }

    /// Neither part can hold a space.
    private static String field(Device.Key key) {
        return key.user().value() + " " + key.ref();
    }

    private static Device.Key key(String field) {
        int space = field.indexOf(' ');
        return new Device.Key(new UserId(field.substring(0, space)), field.substring(space + 1));
    }

    private static Version version(List<String> answer) {
        return new Version(answer.get(0), Long.parseLong(answer.get(1)));
    }
}
