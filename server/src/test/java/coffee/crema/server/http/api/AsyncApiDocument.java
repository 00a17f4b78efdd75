package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.JsonSchemas.ordered;
import static coffee.crema.server.http.api.WireShapes.integer;
import static coffee.crema.server.http.api.WireShapes.object;
import static coffee.crema.server.http.api.WireShapes.text;

import coffee.crema.realtime.connection.CommandCatalog;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.ConnectionAnswer;
import coffee.crema.realtime.hub.ChannelAnswer;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorBody;
import coffee.crema.realtime.wire.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// Writes the AsyncAPI document of `/ws` from what is registered: each command with its answer, each event, the other messages, errors and close codes.
final class AsyncApiDocument {
    private static final String HEAD =
            "# Written from the registered commands and events; AsyncApiTest says how. docs/protocol.md explains how they play together.\n";
    private static final long ID_MAX = (1L << 53) - 1;

    /// From this number on a close code says: do not come back.
    private static final int FINAL_CODES = 3500;

    private final JsonSchemas schemas = new JsonSchemas();
    private final WireShapes shapes = new WireShapes(schemas);
    private final Map<String, Object> messages = new TreeMap<>();
    private final Map<String, Object> operations = new TreeMap<>();
    private final CommandCatalog catalog;

    private AsyncApiDocument(CommandCatalog catalog) {
        this.catalog = catalog;
    }

    static String of(CommandCatalog catalog) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(160);
        options.setSplitLines(false);
        return HEAD + new Yaml(options).dump(copied(new AsyncApiDocument(catalog).write()));
    }

    /// Without shared parts: YAML would write them as anchors.
    private static Object copied(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = ordered();
                map.forEach((key, part) -> copy.put((String) key, copied(part)));
                yield copy;
            }
            case List<?> list ->
                    new ArrayList<>(list.stream().map(AsyncApiDocument::copied).toList());
            default -> value;
        };
    }

    private Map<String, Object> write() {
        catalog.commands().values().forEach(this::command);
        catalog.events().forEach(this::event);
        message("error", refused());
        message(
                "event.app",
                happened(
                        ordered("type", "string", "pattern", "^app\\.[a-z0-9.-]{1,60}$"),
                        ordered("type", "object")));
        message("snapshot", snapshot());
        notice("moved", ChannelAnswer.Moved.class);
        notice("token-expiring", ConnectionAnswer.TokenExpiring.class);
        notice("drain", ConnectionAnswer.Drain.class);
        tell("publishApp", List.of("event.app"));
        tell("snapshot", List.of("snapshot"));
        tell("notify", List.of("moved", "token-expiring", "drain"));
        var document = ordered("asyncapi", "3.0.0", "info", info());
        document.put("defaultContentType", "application/json");
        document.put("channels", ordered("ws", channel()));
        document.put("operations", operations);
        document.put("components", ordered("messages", messages, "schemas", schemas.named()));
        document.put("x-error-codes", errorCodes());
        document.put("x-close-codes", closeCodes());
        return document;
    }

    private static Map<String, Object> info() {
        return ordered(
                "title", "Crema, the native door",
                "version", "crema.v1",
                "description",
                        "One WebSocket message carries one message: JSON in text frames, or the same objects as CBOR in binary frames. "
                                + "Clients must ignore fields that they do not know; the server refuses them.");
    }

    private Map<String, Object> channel() {
        var query = ordered("type", "object", "properties", ordered("access_token", text()));
        var headers =
                ordered(
                        "type",
                        "object",
                        "properties",
                        ordered(
                                "Sec-WebSocket-Protocol",
                                ordered(
                                        "type",
                                        "string",
                                        "enum",
                                        List.of("crema.v1.json", "crema.v1.cbor"),
                                        "default",
                                        "crema.v1.json"),
                                "Authorization",
                                text()));
        var codecs =
                List.of(
                        ordered(
                                "subprotocol",
                                "crema.v1.json",
                                "frames",
                                "text",
                                "contentType",
                                "application/json"),
                        ordered(
                                "subprotocol",
                                "crema.v1.cbor",
                                "frames",
                                "binary",
                                "contentType",
                                "application/cbor"));
        var all = ordered();
        messages.keySet()
                .forEach(name -> all.put(name, ordered("$ref", "#/components/messages/" + name)));
        return ordered(
                "address",
                "/ws",
                "messages",
                all,
                "bindings",
                ordered("ws", ordered("method", "GET", "query", query, "headers", headers)),
                "x-codecs",
                codecs);
    }

    private void command(CommandType<?> type) {
        String name = type.name();
        var id = ordered("type", "integer", "minimum", 1, "maximum", ID_MAX);
        message(
                name,
                object(
                        List.of("type", "id", "data"),
                        ordered(
                                "type",
                                constant(name),
                                "id",
                                id,
                                "data",
                                schemas.closed(type.type()))));
        message(
                name + ".ack",
                object(
                        List.of("type", "id", "data"),
                        ordered("type", constant("ack"), "id", id, "data", shapes.ack(name))));
        operations.put(
                name,
                ordered(
                        "action", "receive",
                        "channel", ordered("$ref", "#/channels/ws"),
                        "messages", references(List.of(name)),
                        "reply",
                                ordered(
                                        "channel", ordered("$ref", "#/channels/ws"),
                                        "messages", references(List.of(name + ".ack", "error"))),
                        "x-cost", type.cost()));
    }

    private void event(String name) {
        message("event." + name, happened(constant(name), shapes.event(name)));
        tell("tell." + name, List.of("event." + name));
    }

    private static Map<String, Object> happened(
            Map<String, Object> name, Map<String, Object> data) {
        return object(
                List.of("type", "channel", "event", "atMs", "data"),
                ordered(
                        "type", constant("event"),
                        "channel", text(),
                        "offset",
                                ordered(
                                        "type",
                                        "integer",
                                        "minimum",
                                        1,
                                        "description",
                                        "absent when the event is not kept"),
                        "event", name,
                        "atMs", integer(),
                        "data", data));
    }

    private static Map<String, Object> snapshot() {
        return object(
                List.of("type", "channel", "epoch", "offset", "reason", "data"),
                ordered(
                        "type", constant("snapshot"),
                        "channel", text(),
                        "epoch", text(),
                        "offset", ordered("type", "integer", "minimum", 0),
                        "reason",
                                ordered(
                                        "type",
                                        "string",
                                        "enum",
                                        List.of("joined", "resumed", "reset")),
                        "data", ordered("type", "object")));
    }

    private Map<String, Object> refused() {
        var error = schemas.open(ErrorBody.class);
        return object(
                List.of("type", "error"),
                ordered(
                        "type",
                        constant("error"),
                        "id",
                        ordered(
                                "type",
                                "integer",
                                "description",
                                "absent when no number could be read"),
                        "error",
                        error));
    }

    private void notice(String name, Class<?> data) {
        message(
                name,
                object(
                        List.of("type", "data"),
                        ordered("type", constant(name), "data", schemas.open(data))));
    }

    private void tell(String operation, List<String> names) {
        operations.put(
                operation,
                ordered(
                        "action",
                        "send",
                        "channel",
                        ordered("$ref", "#/channels/ws"),
                        "messages",
                        references(names)));
    }

    private void message(String name, Map<String, Object> payload) {
        messages.put(name, ordered("name", name, "payload", payload));
    }

    private static List<Map<String, Object>> references(List<String> names) {
        return names.stream()
                .map(name -> ordered("$ref", "#/channels/ws/messages/" + name))
                .toList();
    }

    private static Map<String, Object> constant(String value) {
        return ordered("const", value);
    }

    private static List<Map<String, Object>> errorCodes() {
        return Arrays.stream(ErrorCode.values())
                .map(code ->
                        ordered(
                                "number",
                                code.number(),
                                "code",
                                code.wireName(),
                                "retryable",
                                code.retryable()))
                .toList();
    }

    private static List<Map<String, Object>> closeCodes() {
        return Arrays.stream(CloseCode.values())
                .map(code ->
                        ordered(
                                "number", code.number(),
                                "name", code.wireName(),
                                "comeBack",
                                        code != CloseCode.NORMAL && code.number() < FINAL_CODES))
                .toList();
    }
}
