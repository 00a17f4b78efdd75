package coffee.crema.server.cluster;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;

/// A cupper who fills in their sheet on a device of their own, with or without a connection.
final class CellarCupper {
    final String name;
    private final Devices devices;
    private String sheet = "";

    CellarCupper(String name, Devices devices) {
        this.name = name;
        this.devices = devices;
    }

    /// Asks something by commands, on a socket that is closed then.
    JsonNode asks(NodeProcess node, Function<WsClient, JsonNode> question) {
        try (var client = new WsClient(WireFormat.JSON, Tokens.of(name))) {
            client.connected(node.ws());
            return question.apply(client);
        }
    }

    /// Which document is their sheet.
    void learn(NodeProcess node, String session) {
        sheet =
                asks(node, client -> client.ask("tasting.get", Map.of("session", session)))
                        .at("/session/own/sheet")
                        .asText();
    }

    void online(NodeProcess node) {
        devices.connect(name, Tokens.of(name), node);
    }

    void offline() {
        devices.disconnect(name);
    }

    JsonNode open() {
        return devices.open(name, sheet);
    }

    void set(Map<String, Object> sets) {
        devices.set(name, sheet, sets);
    }

    void saved() {
        devices.saved(name, sheet);
    }

    /// A command at another node than the device's.
    void marksAndSeesIt(NodeProcess node, String session, String code) {
        Map<String, String> mark =
                Map.of(
                        "session",
                        session,
                        "sample",
                        code,
                        "field",
                        "notes.flavor",
                        "value",
                        "peach");
        asks(node, client -> client.ask("tasting.mark", mark));
        devices.shows(name, sheet, "/samples/" + code + "/notes/flavor", "peach");
    }
}
