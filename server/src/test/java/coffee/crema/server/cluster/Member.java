package coffee.crema.server.cluster;

import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Closed;
import coffee.crema.server.cluster.WsClient.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Somebody in a room, by a client as docs/protocol.md asks for one: it comes back when it may, with its session and positions, to the next door when one is shut, and
/// sends again what is refused for now. It remembers what it was promised.
final class Member implements AutoCloseable {
    private static final ScheduledExecutorService TIMER =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("members-", 0).factory());
    private static final int UNANSWERED_MAX = 8;
    private static final int COME_BACK_MS = 100;
    private static final int AGAIN_MS = 100;

    final String user;
    final WsClient client;

    /// Message ids by text, of what was acknowledged.
    final Map<String, String> said = new ConcurrentHashMap<>();

    /// Positions by text, of what was acknowledged.
    final Map<String, Position> published = new ConcurrentHashMap<>();

    /// Refusals that are final: none is expected of a member who behaves.
    final List<String> refusals = new CopyOnWriteArrayList<>();

    /// Refusals for now.
    final List<String> putOff = new CopyOnWriteArrayList<>();

    final List<Closed> closes = new CopyOnWriteArrayList<>();
    final List<Welcome> welcomes = new CopyOnWriteArrayList<>();

    /// An accepted connect.
    ///
    /// @param nanos when it was
    record Welcome(JsonNode ack, long nanos) {}

    private final List<URI> doors;
    private int tries;
    private int count;
    private volatile boolean gone;
    private @Nullable ScheduledFuture<?> talk;

    private Member(String user, WireFormat format, List<URI> doors) {
        this.user = user;
        this.doors = List.copyOf(doors);
        client = new WsClient(format, Tokens.of(user));
        client.listen(this::heard);
    }

    /// @param doors tried in turn, the first one first
    static Member at(List<URI> doors, String user, WireFormat format) {
        var member = new Member(user, format, doors);
        member.come();
        await("the welcome of " + user)
                .atMost(Duration.ofSeconds(20))
                .until(() -> !member.welcomes.isEmpty());
        return member;
    }

    static Member at(URI door, String user) {
        return at(List.of(door), user, WireFormat.JSON);
    }

    JsonNode ask(String type, Map<String, ?> data) {
        return client.ask(type, data);
    }

    JsonNode joins(String room) {
        return ask("room.join", Map.of("room", room));
    }

    /// Asks until it is answered for good, under one number.
    CompletableFuture<JsonNode> asks(String type, Map<String, ?> data) {
        var answer = new CompletableFuture<JsonNode>();
        persist(client.send(type, data), answer);
        return answer;
    }

    CompletableFuture<JsonNode> says(String room, String text) {
        return asks("chat.say", Map.of("room", room, "text", text))
                .whenComplete((ack, _) -> {
                    if (ack != null) {
                        said.put(text, ack.at("/message/id").asText());
                    }
                });
    }

    CompletableFuture<JsonNode> publishes(String channel, String text) {
        return asks(
                        "channel.publish",
                        Map.of(
                                "channel",
                                channel,
                                "event",
                                "app.note",
                                "data",
                                Map.of("text", text)))
                .whenComplete((ack, _) -> {
                    if (ack != null) {
                        published.put(
                                text,
                                new Position(
                                        ack.get("epoch").asText(), ack.get("offset").asLong()));
                    }
                });
    }

    /// Says numbered messages, every fourth as an event of the application, until {@link #hush}.
    synchronized void talks(String room, Duration every) {
        long ms = every.toMillis();
        talk =
                TIMER.scheduleAtFixedRate(
                        () -> talkOnce(room),
                        ThreadLocalRandom.current().nextLong(ms),
                        ms,
                        TimeUnit.MILLISECONDS);
    }

    private void talkOnce(String room) {
        if (client.unanswered() >= UNANSWERED_MAX) {
            return;
        }
        String text = user + " " + ++count;
        if (count % 4 == 0) {
            var _ = publishes("room:" + room, text);
        } else {
            var _ = says(room, text);
        }
    }

    synchronized void hush() {
        ScheduledFuture<?> running = talk;
        if (running != null) {
            running.cancel(false);
            talk = null;
        }
    }

    /// The connection is cut, and it does not come back.
    void vanish() {
        hush();
        gone = true;
        client.drop();
    }

    @Override
    public void close() {
        hush();
        gone = true;
        client.close();
    }

    /// The events and snapshots of one channel.
    List<Received> of(String channel) {
        return client.received().stream().filter(one -> one.channel().equals(channel)).toList();
    }

    private void persist(CompletableFuture<JsonNode> attempt, CompletableFuture<JsonNode> answer) {
        var _ =
                attempt.whenComplete((ack, failed) -> {
                    if (failed == null) {
                        answer.complete(ack);
                    } else if (failed instanceof Refused refused
                            && refused.isRetryable()
                            && !gone) {
                        putOff.add(refused.code());
                        long pause = refused.error().path("retryAfterMs").asLong(AGAIN_MS);
                        after(pause, () -> persist(client.again(refused), answer));
                    } else {
                        refusals.add(String.valueOf(failed.getMessage()));
                        answer.completeExceptionally(failed);
                    }
                });
    }

    private synchronized void come() {
        if (gone) {
            return;
        }
        CompletableFuture<JsonNode> welcome = client.connect(doors.get(tries++ % doors.size()));
        var _ = client.closed().thenAccept(this::ended);
        var _ =
                welcome.whenComplete((ack, failed) -> {
                    if (failed == null) {
                        welcomes.add(new Welcome(ack, System.nanoTime()));
                    } else if (failed instanceof Refused refused) {
                        (refused.isRetryable() ? putOff : refusals)
                                .add("connect: " + refused.code());
                        after(0, client::drop);
                    }
                });
    }

    private void ended(Closed how) {
        closes.add(how);
        if (how.code() < 3500) {
            after(ThreadLocalRandom.current().nextInt(COME_BACK_MS), this::come);
        }
    }

    private void heard(Received received) {
        if (received.type().equals("drain")) {
            after(received.data().path("reconnectAfterMs").asLong(), client::drop);
        }
    }

    private static void after(long ms, Runnable task) {
        var _ = TIMER.schedule(task, ms, TimeUnit.MILLISECONDS);
    }
}
