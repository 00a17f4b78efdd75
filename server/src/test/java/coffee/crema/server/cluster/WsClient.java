package coffee.crema.server.cluster;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One user's device, as a careful client keeps it: a session, numbered commands that are sent again until they are answered, positions, and a
/// watch over what it is promised ({@link #violations}).
///
/// It connects when told ({@link #connect}) and never by itself, to any node, as often as wanted. Thread-safe.
public final class WsClient implements AutoCloseable {
    private final WireFormat format;
    private final ObjectMapper mapper;
    private final Map<Long, Pending> pending = new TreeMap<>();
    private final Heard heard = new Heard();
    private volatile String token;
    private @Nullable String session;
    private long nextId = 1;
    private boolean accepted;
    private @Nullable WsSocket socket;
    private CompletableFuture<Closed> closed = new CompletableFuture<>();

    /// What the server said besides answers: events, snapshots and notices, in the order of arrival.
    ///
    /// @param name of the event; for others the type
    /// @param epoch that the channel was in, empty when there is none
    /// @param offset -1 when it has none
    /// @param nanos when it came
    public record Received(
            String type,
            String channel,
            String name,
            String epoch,
            long offset,
            JsonNode data,
            long nanos) {}

    /// @param code 1006 when there was no close frame
    public record Closed(int code, String reason) {}

    private volatile Consumer<byte[]> tap = bytes -> {};

    private record Pending(ObjectNode message, CompletableFuture<JsonNode> answer) {}

    public WsClient(WireFormat format, String token) {
        this.format = format;
        this.token = token;
        mapper =
                switch (format) {
                    case JSON -> JsonMapper.builder().build();
                    case CBOR -> new CBORMapper();
                };
    }

    /// Hears everything besides answers, on a thread of the socket. Must not block.
    public void listen(Consumer<Received> next) {
        heard.listen(next);
    }

    /// Hears every message as it came, answers too, on a thread of the socket.
    public void tap(Consumer<byte[]> next) {
        tap = next;
    }

    /// Keeps nothing of what it hears, for the sake of memory: {@link #listen} alone hears it.
    public void forgetful() {
        heard.forgetful();
    }

    public void token(String next) {
        token = next;
    }

    /// Opens a socket to a node, presents session and positions, and sends again what has no answer.
    ///
    /// @return the ack of `connect`; fails with {@link Refused}, or when the socket is lost before
    public synchronized CompletableFuture<JsonNode> connect(URI ws) {
        drop();
        var answer = new CompletableFuture<JsonNode>();
        var opening = new WsSocket(ws, format, mapper, new Talk(nextId++, answer));
        socket = opening;
        closed = opening.closed();
        return answer;
    }

    /// Sends a command now if connected, and again after each connect until it is answered.
    ///
    /// @return the data of its ack; fails with {@link Refused}
    public synchronized CompletableFuture<JsonNode> send(String type, Map<String, ?> data) {
        return post(message(type, nextId++, mapper.valueToTree(data)));
    }

    /// Sends again what was refused for now: the same command under the same number.
    public synchronized CompletableFuture<JsonNode> again(Refused refused) {
        return post(Objects.requireNonNull(refused.command()));
    }

    private CompletableFuture<JsonNode> post(ObjectNode message) {
        var waiting = new Pending(message, new CompletableFuture<>());
        pending.put(message.get("id").asLong(), waiting);
        if (accepted) {
            write(message);
        }
        return waiting.answer();
    }

    /// {@link #send}, and waits for the answer.
    public JsonNode ask(String type, Map<String, ?> data) {
        return within(send(type, data));
    }

    /// {@link #connect}, and waits for the answer.
    public JsonNode connected(URI ws) {
        return within(connect(ws));
    }

    /// Waits for a stage of this client; a refusal is thrown as it is.
    public static <T> T within(CompletableFuture<T> stage) {
        try {
            return stage.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer: " + e, e);
        }
    }

    /// Sends bytes or text as they are, for hostile tests.
    public synchronized void raw(byte[] bytes) {
        WsSocket open = socket;
        if (open != null) {
            open.send(bytes);
        }
    }

    /// Cuts the connection without a close frame.
    public synchronized void drop() {
        accepted = false;
        if (socket != null) {
            socket.cut();
            socket = null;
        }
    }

    @Override
    public synchronized void close() {
        accepted = false;
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    /// Completes when the socket that is open now has ended.
    public synchronized CompletableFuture<Closed> closed() {
        return closed;
    }

    public synchronized Map<String, Position> positions() {
        return heard.positions();
    }

    public synchronized @Nullable String session() {
        return session;
    }

    public synchronized boolean isAccepted() {
        return accepted;
    }

    public synchronized int unanswered() {
        return pending.size();
    }

    /// Everything in the order of arrival.
    public List<Received> received() {
        return heard.received();
    }

    /// The events of one name.
    public List<Received> events(String name) {
        return received().stream().filter(one -> one.name().equals(name)).toList();
    }

    /// Gaps and repetitions in channels since the beginning: must stay empty.
    public List<String> violations() {
        return heard.violations();
    }

    private ObjectNode message(String type, long id, JsonNode data) {
        ObjectNode message = mapper.createObjectNode();
        message.put("type", type).put("id", id).set("data", data);
        return message;
    }

    private void write(ObjectNode message) {
        WsSocket open = socket;
        if (open != null) {
            open.send(message);
        }
    }

    private ObjectNode connectMessage(long connectId) {
        ObjectNode data = mapper.createObjectNode().put("token", token).put("client", "test/1");
        if (session != null) {
            data.put("session", session);
        }
        heard.writeTo(data.putObject("channels"));
        return message("connect", connectId, data);
    }

    private synchronized void accept(JsonNode data) {
        session = data.get("session").asText();
        heard.followed(data.path("channels"));
        accepted = true;
        pending.values().forEach(waiting -> write(waiting.message()));
    }

    private synchronized void take(JsonNode message) {
        String type = message.path("type").asText();
        JsonNode data = message.path("data");
        switch (type) {
            case "ack" -> {
                Pending waiting = pending.remove(message.path("id").asLong());
                heard.answered(data);
                if (waiting != null) {
                    waiting.answer().complete(data);
                }
            }
            case "error" -> {
                Pending waiting = pending.remove(message.path("id").asLong());
                if (waiting != null) {
                    waiting.answer()
                            .completeExceptionally(
                                    new Refused(message.get("error"), waiting.message()));
                } else {
                    heard.keep(type, message, message.path("error"));
                }
            }
            default -> heard.keep(type, message, data);
        }
    }

    /// What one socket says, while it is the current one.
    private final class Talk implements WsSocket.Listener {
        private final long connectId;
        private final CompletableFuture<JsonNode> answer;

        Talk(long connectId, CompletableFuture<JsonNode> answer) {
            this.connectId = connectId;
            this.answer = answer;
        }

        @Override
        public void raw(byte[] message) {
            tap.accept(message);
        }

        @Override
        public void opened(WsSocket from) {
            synchronized (WsClient.this) {
                from.send(connectMessage(connectId));
            }
        }

        @Override
        public void message(WsSocket from, JsonNode message) {
            synchronized (WsClient.this) {
                if (from.isAbandoned()) {
                    return; // its positions are no longer ours
                }
                if (message.path("id").asLong(-1) != connectId) {
                    take(message);
                } else if (message.path("type").asText().equals("ack")) {
                    accept(message.get("data"));
                    answer.complete(message.get("data"));
                } else {
                    answer.completeExceptionally(new Refused(message.get("error"), null));
                }
            }
        }

        @Override
        public void ended(WsSocket from, Closed how) {
            synchronized (WsClient.this) {
                if (!from.isAbandoned()) {
                    accepted = false;
                    socket = null;
                }
            }
            answer.completeExceptionally(new IllegalStateException("closed: " + how));
        }
    }
}
