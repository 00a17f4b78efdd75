package coffee.crema.realtime.simulation;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the nodes of a simulation share, as a Redis would: it can lose its memory, and come back from an old copy.
public final class SimulatedStore {

    private record Stream(
            String epoch, long top, List<Replay.Entry> kept, Map<String, Position> keys) {}

    private final int eventsMax;
    private final Map<ChannelName, Stream> streams = new LinkedHashMap<>();
    private final Map<ChannelName, Stream> copy = new LinkedHashMap<>();

    /// Who follows what; survives nothing that the store does not.
    private final Map<ChannelName, Set<SimulatedBroker>> followers = new LinkedHashMap<>();

    private long epochs;

    SimulatedStore(int eventsMax) {
        this.eventsMax = eventsMax;
    }

    private Stream stream(ChannelName channel) {
        return streams.computeIfAbsent(
                channel, name -> new Stream("e" + epochs++, 0, new ArrayList<>(), new HashMap<>()));
    }

    public Position top(ChannelName channel) {
        Stream stream = stream(channel);
        return new Position(stream.epoch, stream.top);
    }

    /// Appends and delivers in one step.
    Position publish(ChannelName channel, Event event, String key) {
        Stream stream = stream(channel);
        if (key != null && stream.keys.containsKey(key)) {
            return stream.keys.get(key);
        }
        var position = new Position(stream.epoch, stream.top + 1);
        var kept = new ArrayList<>(stream.kept);
        kept.add(new Replay.Entry(position.offset(), event));
        if (kept.size() > eventsMax) {
            kept.removeFirst();
        }
        if (key != null) {
            stream.keys.put(key, position);
        }
        streams.put(channel, new Stream(stream.epoch, position.offset(), kept, stream.keys));
        followersOf(channel).forEach(node -> node.deliver(channel, position, event));
        return position;
    }

    void publishEphemeral(ChannelName channel, Event event) {
        followersOf(channel).forEach(node -> node.deliver(channel, null, event));
    }

    Position follow(ChannelName channel, SimulatedBroker node) {
        followersOf(channel).add(node);
        return top(channel);
    }

    void unfollow(ChannelName channel, SimulatedBroker node) {
        followersOf(channel).remove(node);
    }

    private Set<SimulatedBroker> followersOf(ChannelName channel) {
        return followers.computeIfAbsent(channel, name -> new LinkedHashSet<>());
    }

    /// How many (node, channel) pairs are followed.
    public int followers() {
        return followers.values().stream().mapToInt(Set::size).sum();
    }

    Replay read(ChannelName channel, Position since, int limit) {
        Stream stream = stream(channel);
        long oldest = stream.kept.isEmpty() ? stream.top + 1 : stream.kept.getFirst().offset();
        long after = since == null ? oldest - 1 : since.offset();
        boolean complete =
                since == null
                        || (since.epoch().equals(stream.epoch)
                                && after <= stream.top
                                && after >= oldest - 1);
        List<Replay.Entry> entries =
                complete
                        ? stream.kept.stream()
                                .filter(entry -> entry.offset() > after)
                                .limit(limit)
                                .toList()
                        : List.of();
        return new Replay(top(channel), entries, complete);
    }

    Position renew(ChannelName channel, String epoch) {
        Stream stream = stream(channel);
        if (stream.epoch.equals(epoch)) {
            streams.put(channel, new Stream("e" + epochs++, stream.top, stream.kept, stream.keys));
        }
        return top(channel);
    }

    public void loseMemory() {
        streams.clear();
        copy.clear();
    }

    void copy() {
        copy.clear();
        streams.forEach((channel, stream) ->
                copy.put(
                        channel,
                        new Stream(
                                stream.epoch,
                                stream.top,
                                List.copyOf(stream.kept),
                                Map.copyOf(stream.keys))));
    }

    /// Where the copy ends, or the top where there is none.
    Position copied(ChannelName channel) {
        Stream stream = copy.get(channel);
        return stream == null ? top(channel) : new Position(stream.epoch, stream.top);
    }

    void restoreCopy(ChannelName channel) {
        Stream stream = copy.get(channel);
        if (stream != null) {
            streams.put(
                    channel,
                    new Stream(stream.epoch, stream.top, stream.kept, new HashMap<>(stream.keys)));
        }
    }
}
