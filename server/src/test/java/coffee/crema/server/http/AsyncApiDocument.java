package coffee.crema.server.http;

import coffee.crema.realtime.connection.CommandCatalog;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.wire.RawJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes the AsyncAPI document of `/ws` from what is registered.
final class AsyncApiDocument {
    private static final String HEAD =
            """
            # Written from the registered commands and events; AsyncApiTest says how. docs/protocol.md explains how they play together.
            asyncapi: 3.0.0
            info:
              title: Crema, the native door
              version: crema.v1
              description: JSON in text frames (subprotocol crema.v1.json) or CBOR in binary frames (crema.v1.cbor).
            defaultContentType: application/json
            """;
    private final StringBuilder yaml = new StringBuilder(HEAD);
    private final CommandCatalog catalog;

    private AsyncApiDocument(CommandCatalog catalog) {
        this.catalog = catalog;
    }

    static String of(CommandCatalog catalog) {
        return new AsyncApiDocument(catalog).write();
    }

    private String write() {
        var commands = catalog.commands().keySet();
        var server =
                List.of("ack", "error", "event", "snapshot", "moved", "token-expiring", "drain");
        line(0, "channels:");
        line(1, "ws:");
        line(2, "address: /ws");
        line(2, "messages:");
        commands.forEach(name -> line(3, name + ": {$ref: '#/components/messages/" + name + "'}"));
        server.forEach(name ->
                line(
                        3,
                        "server."
                                + name
                                + ": {$ref: '#/components/messages/server."
                                + name
                                + "'}"));
        catalog.events()
                .forEach(name ->
                        line(
                                3,
                                "event."
                                        + name
                                        + ": {$ref: '#/components/messages/event."
                                        + name
                                        + "'}"));
        line(0, "operations:");
        operation("ask", "receive", commands.stream().map(String::toString).toList());
        operation("tell", "send", server.stream().map(name -> "server." + name).toList());
        operation(
                "happen", "send", catalog.events().stream().map(name -> "event." + name).toList());
        line(0, "components:");
        line(1, "messages:");
        catalog.commands().values().forEach(this::command);
        server.forEach(this::serverMessage);
        catalog.events().forEach(this::event);
        return yaml.toString();
    }

    private void operation(String name, String action, Collection<String> messages) {
        line(1, name + ":");
        line(2, "action: " + action);
        line(2, "channel: {$ref: '#/channels/ws'}");
        line(2, "messages:");
        messages.forEach(message -> line(3, "- {$ref: '#/channels/ws/messages/" + message + "'}"));
    }

    private void command(CommandType<?> type) {
        head(type.name(), type.name(), "[type, id, data]");
        line(5, "id: {type: integer, minimum: 1, maximum: 9007199254740991}");
        line(5, "data:");
        line(6, "type: object");
        line(6, "additionalProperties: false");
        var fields = type.type().getRecordComponents();
        String required =
                String.join(
                        ", ",
                        Arrays.stream(fields)
                                .filter(field -> !mayBeAbsent(field))
                                .map(RecordComponent::getName)
                                .toList());
        if (!required.isEmpty()) {
            line(6, "required: [" + required + "]");
        }
        if (fields.length > 0) {
            line(6, "properties:");
            for (RecordComponent field : fields) {
                line(7, field.getName() + ": {" + schema(field.getGenericType()) + "}");
            }
        }
    }

    private void serverMessage(String type) {
        head("server." + type, type, "[type]");
    }

    private void event(String name) {
        head("event." + name, "event", "[type, channel, event, atMs, data]");
        line(5, "channel: {type: string}");
        line(5, "offset: {type: integer, description: absent when the event is not kept}");
        line(5, "event: {const: " + name + "}");
        line(5, "atMs: {type: integer}");
        line(5, "data: {type: object}");
    }

    private void head(String key, String type, String required) {
        line(2, key + ":");
        line(3, "payload:");
        line(4, "type: object");
        line(4, "required: " + required);
        line(4, "properties:");
        line(5, "type: {const: " + type + "}");
    }

    private static boolean mayBeAbsent(RecordComponent field) {
        Class<?> type = field.getType();
        return type == Optional.class
                || type == OptionalInt.class
                || type == OptionalLong.class
                || field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static String schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == Optional.class) {
                return schema(generic.getActualTypeArguments()[0]);
            }
            return generic.getRawType() == List.class ? "type: array" : "type: object";
        }
        var plain = (Class<?>) type;
        if (plain == long.class
                || plain == int.class
                || plain == Long.class
                || plain == Integer.class
                || plain == OptionalLong.class
                || plain == OptionalInt.class) {
            return "type: integer";
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return "type: boolean";
        }
        return plain == RawJson.class || Map.class.isAssignableFrom(plain)
                ? "type: object"
                : "type: string";
    }

    private void line(int depth, String text) {
        yaml.append("  ".repeat(depth)).append(text).append('\n');
    }
}
