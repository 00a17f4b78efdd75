package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sheets of a running session in the hands of unmodified automerge-repo clients.
class SheetsIT {
    private static final String ROOM = "sheets";
    private static final String SESSION = "sheets-session";
    private static final List<String> EIGHT =
            List.of(
                    "fragrance",
                    "aroma",
                    "flavor",
                    "aftertaste",
                    "acidity",
                    "sweetness",
                    "mouthfeel",
                    "overall");

    /// A right that is given or taken acts within this; the rest is this test's own way.
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    @TempDir Path dir;
    private NodeProcess node;
    private Devices devices;
    private final List<WsClient> clients = new ArrayList<>();
    private WsClient host;
    private WsClient ann;
    private String sheet;
    private String blind;
    private long seq;

    @BeforeEach
    void start() {
        node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.requests-per-minute", "1000000")
                        .start();
        devices = new Devices();
        host = client("hana");
        host.ask(
                "room.create",
                Map.of("type", "cupping", "title", "T", "visibility", "public", "id", ROOM));
        host.ask("room.join", Map.of("room", ROOM));
        ann = joined("ann");
        joined("bob");
        host.ask(
                "tasting.create",
                Map.of(
                        "room",
                        ROOM,
                        "title",
                        "S",
                        "form",
                        "cva-affective",
                        "id",
                        SESSION,
                        "samples",
                        List.of(Map.of("identity", Map.of("name", "Kochere")))));
        ann.ask("tasting.enter", Map.of("session", SESSION));
        clients.getLast().ask("tasting.enter", Map.of("session", SESSION));
        go("dry");
        JsonNode session = session(ann);
        sheet = session.at("/own/sheet").asText();
        blind = session.at("/samples/0/code").asText();
    }

    @AfterEach
    void stop() {
        clients.forEach(WsClient::close);
        devices.close();
        node.close();
    }

    @Test
    void two_devices_of_one_cupper_meet_and_what_they_disagree_about_stays_visible() {
        Awaitility.await().until(() -> !ann.events("tasting.documents-opened").isEmpty());
        assertThat(ann.events("tasting.documents-opened").getFirst().data().get("sheet").asText())
                .isEqualTo(sheet);
        open("phone", "ann", sheet);
        open("tablet", "ann", sheet);
        go("break");
        devices.disconnect("tablet");
        devices.set("phone", sheet, all(7));
        devices.set("tablet", sheet, Map.of(at("scores/flavor"), 9, at("notes/flavor"), "peach"));
        devices.saved("phone", sheet);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(
                                        host.events("tasting.progress").stream()
                                                .map(event -> event.data().get("complete").asInt()))
                                .contains(1));
        go("cool");
        devices.connect("tablet", Tokens.of("ann"), node);
        devices.saved("tablet", sheet);
        int flavor = devices.read("tablet", sheet).at(at("scores/flavor")).asInt();
        devices.shows("phone", sheet, at("notes/flavor"), "peach");
        devices.shows("phone", sheet, at("scores/flavor"), flavor);
        JsonNode own = ann.ask("tasting.sheet", Map.of("session", SESSION));
        assertThat(own.at("/content" + at("scores/flavor")).asInt()).isEqualTo(flavor);
        assertThat(own.at("/scores/0/alternatives/scores.flavor/0").asInt()).isEqualTo(16 - flavor);
        go("lock");
        JsonNode seen = host.ask("tasting.results", Map.of("session", SESSION));
        assertThat(seen.at("/samples/0/scores/0/alternatives/scores.flavor/0").asInt())
                .isEqualTo(16 - flavor);
        assertThat(seen.at("/samples/0/scores/0/score").asDouble())
                .isEqualTo(flavor == 7 ? 89.5 : 90.75);
    }

    @Test
    void a_command_and_a_device_write_the_same_sheet() {
        open("phone", "ann", sheet);
        JsonNode marked = mark("scores.flavor", 6);
        assertThat(marked.get("change").asText()).hasSize(64);
        devices.shows("phone", sheet, at("scores/flavor"), 6);
        devices.set("phone", sheet, Map.of(at("scores/flavor"), 7));
        devices.saved("phone", sheet);
        mark("scores.flavor", 8);
        devices.shows("phone", sheet, at("scores/flavor"), 8);
        assertThat(
                        ann.ask("tasting.sheet", Map.of("session", SESSION))
                                .at("/scores/0/alternatives"))
                .isEmpty();
    }

    @Test
    void nobody_else_finds_the_sheet_before_the_lock_and_hosts_do_after_it() {
        for (String name : List.of("bob", "hana", "stranger")) {
            devices.connect(name, Tokens.of(name), node);
            assertThat(devices.open(name, sheet).isNull()).as(name).isTrue();
        }
        for (String role : List.of("observer", "display", "guest")) {
            String token =
                    host.ask("room.guest-token", Map.of("room", ROOM, "role", role))
                            .get("token")
                            .asText();
            devices.connect(role, token, node);
            assertThat(devices.open(role, sheet).isNull()).as(role).isTrue();
        }
        open("phone", "ann", sheet);
        devices.set("phone", sheet, all(7));
        devices.saved("phone", sheet);
        go("lock");
        devices.connect("host again", Tokens.of("hana"), node);
        assertThat(devices.open("host again", sheet).at(at("scores/flavor")).asInt()).isEqualTo(7);
        devices.connect("bob again", Tokens.of("bob"), node);
        assertThat(devices.open("bob again", sheet).isNull()).isTrue();
    }

    @Test
    void what_a_device_brings_after_the_lock_is_late_until_it_is_admitted() {
        open("phone", "ann", sheet);
        devices.set("phone", sheet, all(7));
        devices.saved("phone", sheet);
        devices.disconnect("phone");
        devices.set("phone", sheet, Map.of(at("scores/overall"), 9));
        go("lock");
        devices.connect("phone", Tokens.of("ann"), node);
        devices.saved("phone", sheet);
        Awaitility.await().until(() -> !host.events("tasting.late-came").isEmpty());
        assertThat(mean()).isEqualTo(89.5);
        assertThat(host.ask("tasting.late", Map.of("session", SESSION)).get("sheets").toString())
                .isEqualTo("[\"ann\"]");
        host.ask("tasting.admit-late", Map.of("session", SESSION, "user", "ann"));
        assertThat(mean()).isEqualTo(90.75);
    }

    @Test
    void a_right_that_ends_acts_on_open_sockets_at_once() {
        open("phone", "ann", sheet);
        devices.set("phone", sheet, all(7));
        devices.saved("phone", sheet);
        go("reveal");
        Awaitility.await().pollDelay(AT_ONCE).until(() -> true);
        devices.set("phone", sheet, Map.of(at("scores/overall"), 9));
        Awaitility.await().until(() -> devices.refusals("phone") > 0);
        assertThat(
                        ann.ask("tasting.sheet", Map.of("session", SESSION))
                                .at("/content" + at("scores/overall"))
                                .asInt())
                .isEqualTo(7);
    }

    @Test
    void the_panel_writes_its_consensus_together_and_who_leaves_the_room_reads_no_more_of_it() {
        open("ann", "ann", sheet);
        go("lock");
        String consensus = session(ann).get("consensus").asText();
        open("ann", "ann", consensus);
        open("bob", "bob", consensus);
        devices.type("ann", consensus, "sweet ", "samples", blind, "text");
        devices.type("bob", consensus, "clean ", "samples", blind, "text");
        devices.saved("ann", consensus);
        devices.saved("bob", consensus);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(devices.read("bob", consensus))
                                .isEqualTo(devices.read("ann", consensus)));
        String text = devices.read("ann", consensus).at(at("text")).asText();
        assertThat(text).contains("sweet ", "clean ");
        long since = System.nanoTime();
        host.ask("room.kick", Map.of("room", ROOM, "user", "bob"));
        Awaitility.await().until(() -> devices.refusals("bob") > 0);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(AT_ONCE);
        devices.type("ann", consensus, "SECRET ", "samples", blind, "text");
        devices.saved("ann", consensus);
        assertThat(devices.read("bob", consensus).at(at("text")).asText()).isEqualTo(text);
    }

    private void open(String device, String user, String document) {
        devices.connect(device, Tokens.of(user), node);
        assertThat(devices.open(device, document).at("/samples/" + blind).isObject())
                .as("%s finds it", device)
                .isTrue();
    }

    private String at(String field) {
        return "/samples/" + blind + "/" + field;
    }

    private Map<String, Object> all(int value) {
        Map<String, Object> sets = new HashMap<>();
        EIGHT.forEach(field -> sets.put(at("scores/" + field), value));
        return sets;
    }

    private JsonNode mark(String field, Object value) {
        return ann.ask(
                "tasting.mark",
                Map.of("session", SESSION, "sample", blind, "field", field, "value", value));
    }

    private double mean() {
        return host.ask("tasting.results", Map.of("session", SESSION))
                .at("/samples/0/panel/mean")
                .asDouble();
    }

    private static JsonNode session(WsClient of) {
        return of.ask("tasting.get", Map.of("session", SESSION)).get("session");
    }

    private void go(String step) {
        String now = "";
        while (!now.equals(step)) {
            JsonNode moment =
                    host.ask("tasting.move", Map.of("session", SESSION, "seq", seq, "move", "next"))
                            .get("moment");
            seq = moment.get("seq").asLong();
            now = moment.get("step").asText();
        }
    }

    private WsClient joined(String user) {
        WsClient client = client(user);
        client.ask("room.join", Map.of("room", ROOM));
        return client;
    }

    private WsClient client(String user) {
        var client = new WsClient(WireFormat.JSON, Tokens.of(user));
        client.connected(node.ws());
        clients.add(client);
        return client;
    }
}
