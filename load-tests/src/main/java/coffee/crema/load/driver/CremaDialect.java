package coffee.crema.load.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// `crema.v1.json` as docs/protocol.md tells: connect with a token, join, publish, resume by position.
public final class CremaDialect implements Dialect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] OFFSET = "\"offset\":".getBytes(StandardCharsets.US_ASCII);

    private static final String EVENT = "{\"type\":\"event\"";
    private static final String PRESENCE_DIFF = "\"event\":\"presence_diff\"";

    private final Tokens tokens;
    private final boolean ephemeral;
    private final boolean positions;

    /// Where a client stands in a channel.
    private static final class Place {
        String epoch = "";
        long offset = -1;

        void moveTo(JsonNode position) {
            epoch = position.path("epoch").asText();
            offset = position.path("offset").asLong();
        }

        void writeTo(ObjectNode channels, String channel) {
            channels.putObject(channel).put("epoch", epoch).put("offset", offset);
        }
    }

    /// What a client knows of its session; outlives the socket.
    private static final class Session {
        final Map<Long, CompletableFuture<JsonNode>> waiting = new HashMap<>();
        final String token;
        String id = "";
        final Place room = new Place();
        final Place own = new Place();
        long lastCommand;
        boolean joined;

        Session(String token) {
            this.token = token;
        }
    }

    /// @param ephemeral whether what is published is kept by the server
    /// @param positions whether clients remember their positions and come back with them
    public CremaDialect(Tokens tokens, boolean ephemeral, boolean positions) {
        this.tokens = tokens;
        this.ephemeral = ephemeral;
        this.positions = positions;
    }

    @Override
    public String path(Client client) {
        return "/ws";
    }

    @Override
    public Optional<String> subprotocol() {
        return Optional.of("crema.v1.json");
    }

    @Override
    public void opened(Client client) {
        var session = sessionOf(client);
        var data = JSON.createObjectNode().put("token", session.token);
        boolean returning = positions && session.joined;
        if (returning) {
            data.put("session", session.id);
            var channels = data.putObject("channels");
            session.room.writeTo(channels, channel(client));
            session.own.writeTo(channels, ownChannel(client));
        }
        command(client, "connect", data)
                .thenAccept(answer -> {
                    session.id = answer.path("session").asText();
                    session.own.moveTo(answer.path("channels").path(ownChannel(client)));
                    if (returning || client.identity().room().isEmpty()) {
                        client.ready();
                    } else {
                        join(client, session);
                    }
                });
    }

    private void join(Client client, Session session) {
        var data = JSON.createObjectNode().put("room", client.identity().room());
        if (client.identity().watches()) {
            data.put("role", "observer");
        }
        command(client, "room.join", data)
                .thenAccept(answer -> {
                    session.room.moveTo(answer.path("channels").path(channel(client)));
                    session.joined = true;
                    client.ready();
                });
    }

    /// Sends a command; fails with the error's code. On the loop.
    public CompletableFuture<JsonNode> command(Client client, String type, JsonNode data) {
        var session = sessionOf(client);
        long id = ++session.lastCommand;
        var answer = new CompletableFuture<JsonNode>();
        session.waiting.put(id, answer);
        var message = JSON.createObjectNode().put("type", type).put("id", id);
        message.set("data", data);
        client.send(message.toString());
        return answer;
    }

    @Override
    public void control(Client client, String message) {
        if (message.startsWith(EVENT) && !message.contains(PRESENCE_DIFF)) {
            return; // a long presence_state, for example: looked at, and not taken apart
        }
        var json = parse(message);
        var session = sessionOf(client);
        switch (json.path("type").asText()) {
            case "ack" -> {
                var waiting = session.waiting.remove(json.path("id").asLong());
                if (waiting != null) {
                    waiting.complete(json.path("data"));
                }
            }
            case "error" -> refused(client, session, json);
            case "snapshot" -> {
                String channel = json.path("channel").asText();
                if (channel.equals(channel(client))) {
                    session.room.moveTo(json);
                } else if (channel.equals(ownChannel(client))) {
                    session.own.moveTo(json);
                }
            }
            case "event" -> event(client, json);
            default -> {} // token-expiring, drain, moved: nothing that a load answers
        }
    }

    private static void refused(Client client, Session session, JsonNode json) {
        var waiting = session.waiting.remove(json.path("id").asLong());
        String code = json.path("error").path("code").asText();
        client.listener().refused(client, code);
        if (waiting != null) {
            waiting.completeExceptionally(new IllegalStateException(code));
            client.failed(json.path("error").toString());
        }
    }

    private static void event(Client client, JsonNode json) {
        var data = json.path("data");
        client.listener().heard(client, data.path("joins").size() + data.path("leaves").size());
    }

    @Override
    public void delivered(Client client, byte[] bytes, int from, int to) {
        if (!positions) {
            return;
        }
        for (int at = from; at + OFFSET.length < to; at++) {
            if (bytes[at] == '"' && isOffset(bytes, at)) {
                long offset = 0;
                for (int i = at + OFFSET.length; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                    offset = offset * 10 + bytes[i] - '0';
                }
                sessionOf(client).room.offset = offset;
                return;
            }
        }
    }

    private static boolean isOffset(byte[] bytes, int at) {
        for (int i = 0; i < OFFSET.length; i++) {
            if (bytes[at + i] != OFFSET[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void publish(Client client, byte[] payload) {
        long id = ++sessionOf(client).lastCommand;
        client.send(
                "{\"type\":\"channel.publish\",\"id\":"
                        + id
                        + ",\"data\":{\"channel\":\""
                        + channel(client)
                        + (ephemeral ? "\",\"ephemeral\":true" : "\"")
                        + ",\"event\":\"app.m\",\"data\":"
                        + new String(payload, StandardCharsets.US_ASCII)
                        + "}}");
    }

    private static String channel(Client client) {
        return "room:" + client.identity().room();
    }

    private static String ownChannel(Client client) {
        return "user-" + client.identity().user();
    }

    private Session sessionOf(Client client) {
        @Nullable Object known = client.session();
        if (known instanceof Session session) {
            return session;
        }
        var session = new Session(tokens.of(client.identity().user()));
        client.session(session);
        return session;
    }

    private static JsonNode parse(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the server sent what is not JSON", e);
        }
    }
}
