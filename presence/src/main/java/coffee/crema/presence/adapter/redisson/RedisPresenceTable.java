package coffee.crema.presence.adapter.redisson;

import coffee.crema.presence.Device;
import coffee.crema.presence.PresenceTable;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.rooms.RoomId;
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
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/// The table in Redis: for each room a hash of devices, a hash of first arrivals and custom states, and its version; each call is one script.
///
/// A device is stored as five lines: version, node, since, role, name. Keys share the room as hash tag, so that a room lies on one shard.
public final class RedisPresenceTable implements PresenceTable {
    /// Rooms asked for in one call of {@link #versions}.
    static final int ROOMS_PER_CALL_MAX = 500;

    /// A room that nobody touches for so long is forgotten: an entry without a living node is hidden long before.
    static final Duration AGE_MAX = Duration.ofHours(24);

    // KEYS: version, devices, states. ARGV: new epoch, ttl ms, field, node, since, role, name
    private static final String PUT =
            """
            local e = redis.call('HGET', KEYS[1], 'e')
            if not e then e = ARGV[1]; redis.call('HSET', KEYS[1], 'e', e) end
            local c = redis.call('HINCRBY', KEYS[1], 'c', 1)
            local since = ARGV[5]
            local old = redis.call('HGET', KEYS[2], ARGV[3])
            if old then since = string.match(old, '^[^\\n]*\\n[^\\n]*\\n([^\\n]*)') end
            redis.call('HSET', KEYS[2], ARGV[3], c .. '\\n' .. ARGV[4] .. '\\n' .. since .. '\\n' .. ARGV[6] .. '\\n' .. ARGV[7])
            for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
            return {e, tostring(c), since}
            """;

    // KEYS as above. ARGV: field, owner
    private static final String REMOVE =
            """
            local old = redis.call('HGET', KEYS[2], ARGV[1])
            if not old or string.match(old, '^[^\\n]*\\n([^\\n]*)') ~= ARGV[2] then return {} end
            redis.call('HDEL', KEYS[2], ARGV[1])
            redis.call('HDEL', KEYS[3], ARGV[1])
            return {redis.call('HGET', KEYS[1], 'e'), tostring(redis.call('HINCRBY', KEYS[1], 'c', 1))}
            """;

    // KEYS as above. ARGV: field, state, ttl ms
    private static final String KEEP_STATE =
            """
            if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then
              redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
              redis.call('PEXPIRE', KEYS[3], ARGV[3])
            end
            return 1
            """;

    // KEYS as above. ARGV: new epoch, ttl ms
    private static final String LOAD =
            """
            local e = redis.call('HGET', KEYS[1], 'e')
            if not e then
              e = ARGV[1]
              redis.call('HSET', KEYS[1], 'e', e, 'c', '0')
              redis.call('DEL', KEYS[2], KEYS[3])
            end
            for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
            local r = {e, redis.call('HGET', KEYS[1], 'c') or '0'}
            local d = redis.call('HGETALL', KEYS[2])
            r[3] = tostring(#d / 2)
            for i = 1, #d do r[#r + 1] = d[i] end
            local s = redis.call('HGETALL', KEYS[3])
            for i = 1, #s do r[#r + 1] = s[i] end
            return r
            """;

    // KEYS: versions
    private static final String VERSIONS =
            """
            local r = {}
            for i = 1, #KEYS do
              local v = redis.call('HMGET', KEYS[i], 'e', 'c')
              r[2 * i - 1] = v[1] or ''
              r[2 * i] = v[2] or '0'
            end
            return r
            """;

    private final RScript script;
    private final String keyPrefix;

    /// @param keyPrefix put before every key, for example `crema:`
    public RedisPresenceTable(RedissonClient redisson, String keyPrefix) {
        this.script = redisson.getScript(StringCodec.INSTANCE);
        this.keyPrefix = keyPrefix + "presence:";
    }

    @Override
    public CompletionStage<Stored> put(RoomId room, Device device) {
        return eval(
                        PUT,
                        keys(room),
                        newEpoch(),
                        Long.toString(AGE_MAX.toMillis()),
                        field(device.key()),
                        device.node().value(),
                        Long.toString(device.sinceMs()),
                        device.role(),
                        device.name())
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
        return eval(REMOVE, keys(room), field(key), owner.value())
                .thenApply(answer -> answer.isEmpty() ? Optional.empty() : Optional.of(version(answer)));
    }

    @Override
    public CompletionStage<Void> keepState(RoomId room, Device.Key key, String json) {
        return unavailableOnFailure(script.<Object>evalAsync(
                        RScript.Mode.READ_WRITE,
                        KEEP_STATE,
                        RScript.ReturnType.LONG,
                        keys(room),
                        field(key),
                        json,
                        Long.toString(AGE_MAX.toMillis())))
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Loaded> load(RoomId room) {
        return eval(LOAD, keys(room), newEpoch(), Long.toString(AGE_MAX.toMillis()))
                .thenApply(RedisPresenceTable::loaded);
    }

    @Override
    public CompletionStage<Map<RoomId, Version>> versions(Collection<RoomId> rooms) {
        List<RoomId> asked = List.copyOf(rooms);
        Map<RoomId, Version> versions = new HashMap<>();
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (int from = 0; from < asked.size(); from += ROOMS_PER_CALL_MAX) {
            List<RoomId> part = asked.subList(from, Math.min(asked.size(), from + ROOMS_PER_CALL_MAX));
            List<Object> keys = new ArrayList<>();
            part.forEach(room -> keys.add(keys(room).getFirst()));
            all = all.thenCompose(before -> eval(VERSIONS, keys))
                    .thenAccept(answer -> {
                        for (int i = 0; i < part.size(); i++) {
                            versions.put(part.get(i), version(answer.subList(2 * i, 2 * i + 2)));
                        }
                    });
        }
        return all.thenApply(done -> versions);
    }

    private static Loaded loaded(List<String> answer) {
        int deviceCount = (int) Double.parseDouble(answer.get(2));
        var devices = new ArrayList<Device>(deviceCount);
        var states = new HashMap<Device.Key, String>();
        for (int i = 3; i < answer.size(); i += 2) {
            Device.Key key = key(answer.get(i));
            if (devices.size() < deviceCount) {
                String[] lines = answer.get(i + 1).split("\n", 5);
                devices.add(new Device(
                        key, new NodeId(lines[1]), lines[4], lines[3], Long.parseLong(lines[2]), Long.parseLong(lines[0])));
            } else {
                states.put(key, answer.get(i + 1));
            }
        }
        return new Loaded(version(answer), devices, states);
    }

    private CompletionStage<List<String>> eval(String lua, List<Object> keys, Object... values) {
        return unavailableOnFailure(script.<List<String>>evalAsync(
                RScript.Mode.READ_WRITE, lua, RScript.ReturnType.LIST, keys, values));
    }

    private static <T> CompletionStage<T> unavailableOnFailure(CompletionStage<T> stage) {
        return stage.exceptionallyCompose(failure -> CompletableFuture.failedStage(
                new BrokerUnavailableException("the presence table did not answer", failure)));
    }

    private List<Object> keys(RoomId room) {
        String tag = keyPrefix + "{" + room.value() + "}:";
        return List.of(tag + "version", tag + "devices", tag + "states");
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
