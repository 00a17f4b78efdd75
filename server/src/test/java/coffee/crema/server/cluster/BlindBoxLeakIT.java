package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reveal while everybody tries every door: every byte that any of them gets, the log, the metrics and the database are searched for what is not revealed yet.
class BlindBoxLeakIT {
    private static final String ORDER = "leak";
    private static final int COFFEES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String API_KEY = "the key of the shop";

    @TempDir Path dir;
    private NodeProcess node;
    private WsClient host;
    private final List<Spy> spies = new ArrayList<>();

    @BeforeEach
    void start() {
        node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.requests-per-minute", "1000000")
                        .set(
                                "crema.auth.api-keys",
                                "shop:" + ApiOnTwoNodesIT.sha256(API_KEY) + ":rooms+blind-boxes")
                        .start();
        host = new WsClient(WireFormat.JSON, Tokens.of("hana"));
        host.connected(node.ws());
        host.ask("blindbox.schedule", BoxTable.schedule(ORDER, COFFEES, 3, 4));
        host.ask("room.join", Map.of("room", BoxTable.room(ORDER)));
        host.ask(
                "room.invite",
                Map.of("room", BoxTable.room(ORDER), "user", "second", "role", "host"));
        for (WireFormat format : WireFormat.values()) {
            spies.add(spy("a member", Tokens.of("ann-" + format), format));
            spies.add(spy("the host", Tokens.of("hana"), format));
            spies.add(spy("another host", Tokens.of("second"), format));
            for (String role : List.of("observer", "display", "guest")) {
                spies.add(spy(role, guestToken(role), format));
            }
        }
    }

    @AfterEach
    void stop() {
        spies.forEach(Spy::close);
        host.close();
        node.close();
    }

    @Test
    void nothing_leaves_before_its_step() throws IOException {
        everyoneTries();
        nothingBeyond(0);
        host.ask("blindbox.open", Map.of("orderId", ORDER));
        everyoneTries();
        host.ask("blindbox.lock", Map.of("orderId", ORDER));
        everyoneTries();
        nothingBeyond(0);
        host.ask("blindbox.start", Map.of("orderId", ORDER));
        everyoneTries();
        for (int revealed = 1; revealed <= COFFEES; revealed++) {
            int now = revealed;
            await().atMost(PATIENCE).until(() -> host.events("coffee-revealed").size() == now);
            if (revealed < COFFEES) {
                host.ask("blindbox.pause", Map.of("orderId", ORDER));
                everyoneTries();
                nothingBeyond(revealed);
                host.ask("blindbox.resume", Map.of("orderId", ORDER));
            }
        }
        await().atMost(PATIENCE).until(() -> !host.events("reveal-complete").isEmpty());
        everyoneTries();
        for (Spy spy : spies) {
            assertThat(spy.has(BoxTable.name(ORDER, COFFEES))).as("%s sees the end", spy).isTrue();
            assertThat(spy.frames()).isGreaterThan(80);
        }
        assertThat(node.log()).doesNotContain("SECRET-");
        assertThat(node.get("/prometheus").body()).doesNotContain("SECRET-");
    }

    /// In no frame, no answer, no metric, no line of the log, no file.
    private void nothingBeyond(int revealed) throws IOException {
        for (int position = revealed + 1; position <= COFFEES; position++) {
            String name = BoxTable.name(ORDER, position);
            for (Spy spy : spies) {
                assertThat(spy.has(name)).as("%s sees coffee %d", spy, position).isFalse();
            }
            assertThat(shop("/api/v1/blind-boxes/" + ORDER)).doesNotContain(name);
            assertThat(shop("/api/v1/blind-boxes/" + ORDER + "/replay")).doesNotContain(name);
            assertThat(shop("/api/v1/channels/room:blind-box-" + ORDER + "/events"))
                    .doesNotContain(name);
            assertThat(node.log()).doesNotContain(name);
            assertThat(node.get("/prometheus").body()).doesNotContain(name);
            assertThat(onDisk(name)).as("coffee %d in the clear on disk", position).isFalse();
        }
    }

    private String shop(String path) {
        return node.get(path, "X-Api-Key", API_KEY).body();
    }

    private boolean onDisk(String name) throws IOException {
        String wanted = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (HexFormat.of().formatHex(Files.readAllBytes(file)).contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void everyoneTries() {
        spies.forEach(BlindBoxLeakIT::tryEverything);
    }

    private static void tryEverything(Spy spy) {
        Map<String, Object> it = Map.of("orderId", ORDER);
        spy.attempt("blindbox.get", it);
        spy.attempt("blindbox.replay", it);
        spy.attempt("blindbox.leaderboard", it);
        spy.attempt("blindbox.leaderboard", Map.of("board", "season"));
        spy.attempt("blindbox.schedule", BoxTable.schedule(ORDER, 1, 1, 1));
        Map<String, Object> guess = Map.of("label", "A", "coffeeId", "c-1", "confidence", 5);
        spy.attempt("blindbox.guess", Map.of("orderId", ORDER, "guesses", List.of(guess)));
        if (!spy.name.contains("host")) {
            for (String move :
                    List.of("open", "lock", "start", "pause", "resume", "finish", "abort")) {
                spy.attempt("blindbox." + move, it);
            }
            spy.attempt("blindbox.grant", Map.of("orderId", ORDER, "users", List.of("ann")));
        }
        String room = BoxTable.room(ORDER);
        for (String channel : List.of("room:" + room, "room:" + room + ":staff", "user-hana")) {
            spy.attempt("channel.history", Map.of("channel", channel, "offset", 0, "limit", 200));
            spy.attempt("channel.subscribe", Map.of("channel", channel, "epoch", "?", "offset", 0));
        }
        spy.attempt("room.get", Map.of("room", room));
        spy.attempt("chat.history", Map.of("room", room));
        spy.comeBack();
        String at = "/api/v1/blind-boxes/" + ORDER;
        for (String path :
                List.of(
                        at,
                        at + "/replay",
                        at + "/leaderboard",
                        "/api/v1/blind-boxes/boards/all-time",
                        "/api/v1/rooms/" + room,
                        "/api/v1/rooms/" + room + "/chat",
                        "/api/v1/channels/room:" + room + "/events",
                        "/health/readiness",
                        "/prometheus",
                        "/asyncapi.yaml",
                        "/")) {
            spy.readHttp(path);
        }
    }

    private Spy spy(String name, String token, WireFormat format) {
        return new Spy(name, node, token, BoxTable.room(ORDER), format);
    }

    private String guestToken(String role) {
        JsonNode made =
                host.ask("room.guest-token", Map.of("room", BoxTable.room(ORDER), "role", role));
        return made.get("token").asText();
    }
}
