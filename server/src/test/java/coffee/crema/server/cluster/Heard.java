package coffee.crema.server.cluster;

import coffee.crema.realtime.Position;
import coffee.crema.server.cluster.WsClient.Received;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// What a client hears, where that leaves it in each channel, and whether it was what it is promised: no gap, nothing twice.
///
/// Positions are guarded by the client that holds this; the lists may be read by any thread.
final class Heard {
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile Consumer<Received> listener = received -> {};
    private volatile boolean keeping = true;

    void listen(Consumer<Received> next) {
        listener = next;
    }

    void forgetful() {
        keeping = false;
    }

    Map<String, Position> positions() {
        return Map.copyOf(positions);
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /// As `connect` wants them.
    void writeTo(ObjectNode channels) {
        positions.forEach((channel, position) ->
                channels.putObject(channel)
                        .put("epoch", position.epoch())
                        .put("offset", position.offset()));
    }

    /// What the ack of `connect` says of the channels.
    void followed(JsonNode channels) {
        channels.properties()
                .forEach(entry -> {
                    if (entry.getValue().has("error")) {
                        positions.remove(entry.getKey());
                    } else {
                        note(entry.getKey(), entry.getValue());
                    }
                });
    }

    /// An ack may say where one channel stands, or several by their names.
    void answered(JsonNode data) {
        if (data.has("channel")) {
            note(data.get("channel").asText(), data);
        }
        data.path("channels").properties().forEach(e -> note(e.getKey(), e.getValue()));
    }

    void keep(String type, JsonNode message, JsonNode data) {
        String channel = message.path("channel").asText("");
        long offset = message.path("offset").asLong(-1);
        if (type.equals("snapshot")) {
            note(channel, message);
        } else if (type.equals("event") && offset >= 0) {
            advance(channel, offset);
        } else if (type.equals("moved")) {
            positions.remove(data.path("channel").asText());
        }
        Position at = positions.get(channel);
        var one =
                new Received(
                        type,
                        channel,
                        message.path("event").asText(type),
                        at == null ? "" : at.epoch(),
                        offset,
                        data,
                        System.nanoTime());
        if (keeping) {
            received.add(one);
        }
        listener.accept(one);
    }

    private void note(String channel, JsonNode at) {
        if (at.has("epoch")) {
            positions.put(
                    channel, new Position(at.get("epoch").asText(), at.get("offset").asLong()));
        }
    }

    private void advance(String channel, long offset) {
        Position known = positions.get(channel);
        if (known == null) {
            violations.add(channel + ": event " + offset + " without a position");
        } else if (offset != known.offset() + 1) {
            violations.add(channel + ": event " + offset + " after " + known.offset());
        }
        positions.put(channel, new Position(known == null ? "?" : known.epoch(), offset));
    }
}
