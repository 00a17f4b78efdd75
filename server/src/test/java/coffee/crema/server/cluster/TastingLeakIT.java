package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session while people look who must not see: every byte that any of them gets, by any door, is searched for what is hidden.
class TastingLeakIT {
    private static final String ROOM = "leak";
    private static final String SESSION = "leak-session";
    private static final String NOTE = "NOTE-of-ann-7f3a91";
    private static final String LABEL = "LABEL-for-bob-51c0";

    /// They give a total that nothing else has.
    private static final List<Integer> ANNS = List.of(7, 7, 8, 7, 8, 7, 7, 9);

    private static final String ANNS_TOTAL = "92.25";
    private static final List<String> FIELDS =
            List.of(
                    "fragrance",
                    "aroma",
                    "flavor",
                    "aftertaste",
                    "acidity",
                    "sweetness",
                    "mouthfeel",
                    "overall");

    @TempDir Path dir;
    private NodeProcess node;
    private WsClient host;
    private WsClient assistant;
    private WsClient ann;
    private final List<Spy> spies = new ArrayList<>();
    private final Map<String, String> codeOf = new HashMap<>();
    private final List<String> documents = new ArrayList<>();
    private long seq;

    @BeforeEach
    void start() {
        node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.requests-per-minute", "1000000")
                        .start();
        host = client("hana");
        host.ask(
                "room.create",
                Map.of("type", "cupping", "title", "T", "visibility", "public", "id", ROOM));
        host.ask("room.join", Map.of("room", ROOM));
        for (String role : List.of("assistant", "partner", "host")) {
            host.ask("room.invite", Map.of("room", ROOM, "user", "the-" + role, "role", role));
        }
        assistant = client("the-assistant");
        assistant.ask("room.join", Map.of("room", ROOM));
        ann = client("ann");
        ann.ask("room.join", Map.of("room", ROOM));
        for (WireFormat format : WireFormat.values()) {
            spies.add(spy("bob", Tokens.of("bob"), format));
            spies.add(spy("scoring host", Tokens.of("the-host"), format));
            spies.add(spy("partner", Tokens.of("the-partner"), format));
            for (String role : List.of("observer", "display", "guest")) {
                spies.add(spy(role, guestToken(role), format));
            }
        }
    }

    @AfterEach
    void stop() {
        spies.forEach(Spy::close);
        node.close();
    }

    @Test
    void nothing_that_is_hidden_reaches_anybody_before_its_time() {
        create();
        spies.stream()
                .filter(spy -> spy.name.equals("bob") || spy.name.equals("scoring host"))
                .forEach(spy -> spy.attempt("tasting.enter", Map.of("session", SESSION)));
        ann.ask("tasting.enter", Map.of("session", SESSION));
        readCodeMap();
        everyoneTries();
        for (String step = move(); !step.equals("cool"); step = move()) {
            annMarks();
            everyoneTries();
            nothingLeaked("at " + step);
            nobodySyncs();
        }
        move();
        ann.ask(
                "tasting.mark",
                Map.of(
                        "session",
                        SESSION,
                        "sample",
                        codeOf.get("ID-one"),
                        "field",
                        "notes.flavor",
                        "value",
                        NOTE + " late"));
        host.ask("tasting.exclude", Map.of("session", SESSION, "user", "bob", "label", LABEL));
        everyoneTries();
        everyoneSyncs();
        blindAfterTheLock();
        while (!move().equals("reveal")) {
            everyoneTries();
            everyoneSyncs();
        }
        everyoneTries();
        everyoneSyncs();
        blindAfterTheLock();
        reveal("ID-one");
        everyoneTries();
        everyoneSyncs();
        for (Spy spy : spies) {
            assertThat(spy.has("ID-one")).as("%s sees what is revealed", spy).isTrue();
            assertThat(spy.has("ID-two")).as("%s sees the next one", spy).isFalse();
            assertThat(spy.has("producer-of-ID-two")).as("%s", spy).isFalse();
        }
        reveal("ID-two");
        everyoneTries();
        everyoneSyncs();
        for (Spy spy : spies) {
            boolean panel = spy.name.equals("bob") || spy.name.equals("scoring host");
            boolean partner = spy.name.equals("partner");
            assertThat(spy.has("ID-two")).as("%s sees all identities", spy).isTrue();
            assertThat(spy.has(NOTE)).as("%s sees notes", spy).isEqualTo(panel || partner);
            assertThat(spy.frames()).isGreaterThan(100);
        }
    }

    /// Ann's sheet, and what only the table may read; those who have a sheet of their own are at the table.
    private void nobodySyncs() {
        if (documents.isEmpty()) {
            JsonNode session = ann.ask("tasting.get", Map.of("session", SESSION)).get("session");
            documents.add(session.at("/own/sheet").asText());
            documents.add(session.get("notes").asText());
        }
        for (Spy spy : spies) {
            Map<String, String> answers = spy.tryDocuments(documents);
            boolean atTable = spy.name.equals("bob") || spy.name.equals("scoring host");
            assertThat(answers.get(documents.getFirst()))
                    .as("%s, ann's sheet", spy)
                    .isEqualTo("doc-unavailable");
            assertThat(answers.get(documents.getLast()))
                    .as("%s, the table's notes", spy)
                    .isEqualTo(atTable ? "sync" : "doc-unavailable");
        }
        var own = new SyncSpy(node, Tokens.of("ann"));
        assertThat(own.ask(documents.getFirst())).isEqualTo("sync");
        assertThat(own.has(NOTE)).as("what is searched for can be found").isTrue();
        own.end();
    }

    /// Once more, when who may read them has changed.
    private void everyoneSyncs() {
        spies.forEach(spy -> spy.tryDocuments(documents));
    }

    /// A host who scores may see the scores from the lock on, and nobody else anything.
    private void blindAfterTheLock() {
        for (Spy spy : spies) {
            if (spy.name.equals("scoring host")) {
                assertThat(spy.has("ID-one")).as("%s", spy).isFalse();
            } else {
                blind(spy, "after the lock");
            }
        }
    }

    private void nothingLeaked(String when) {
        spies.forEach(spy -> blind(spy, when));
    }

    private static void blind(Spy spy, String when) {
        for (String hidden : List.of("ID-one", "ID-two", "producer-of", NOTE, ANNS_TOTAL, LABEL)) {
            assertThat(spy.has(hidden)).as("%s, %s, sees %s", when, spy, hidden).isFalse();
        }
    }

    private void create() {
        host.ask(
                "tasting.create",
                Map.of(
                        "room",
                        ROOM,
                        "title",
                        "Blind",
                        "form",
                        "cva-affective",
                        "id",
                        SESSION,
                        "samples",
                        List.of(sample("ID-one", "the-partner"), sample("ID-two", "somebody"))));
    }

    private static Map<String, Object> sample(String name, String owner) {
        return Map.of(
                "identity",
                Map.of("name", name, "producer", "producer-of-" + name),
                "owner",
                owner);
    }

    private void readCodeMap() {
        for (JsonNode entry :
                assistant.ask("tasting.code-map", Map.of("session", SESSION)).get("samples")) {
            codeOf.put(entry.at("/identity/name").asText(), entry.get("code").asText());
        }
        assertThat(codeOf).hasSize(2);
    }

    private String move() {
        JsonNode moment =
                host.ask("tasting.move", Map.of("session", SESSION, "seq", seq, "move", "next"))
                        .get("moment");
        seq = moment.get("seq").asLong();
        return moment.get("step").asText();
    }

    private void annMarks() {
        for (String code : codeOf.values()) {
            for (int i = 0; i < FIELDS.size(); i++) {
                mark(code, "scores." + FIELDS.get(i), ANNS.get(i));
            }
            mark(code, "notes.flavor", NOTE);
            mark(code, "done", true);
        }
        JsonNode own = ann.ask("tasting.sheet", Map.of("session", SESSION));
        assertThat(own.toString()).contains(ANNS_TOTAL, NOTE);
        JsonNode seen = host.ask("tasting.results", Map.of("session", SESSION));
        assertThat(seen.toString()).contains(ANNS_TOTAL, NOTE, "ID-one");
    }

    private void mark(String code, String field, Object value) {
        ann.ask(
                "tasting.mark",
                Map.of("session", SESSION, "sample", code, "field", field, "value", value));
    }

    private void reveal(String name) {
        host.ask(
                "tasting.reveal",
                Map.of("session", SESSION, "seq", seq, "sample", codeOf.get(name)));
    }

    private void everyoneTries() {
        List<String> codes = List.copyOf(codeOf.values());
        spies.forEach(spy -> spy.tryEverything(SESSION, codes));
    }

    private WsClient client(String user) {
        var client = new WsClient(WireFormat.JSON, Tokens.of(user));
        client.connected(node.ws());
        return client;
    }

    private Spy spy(String name, String token, WireFormat format) {
        return new Spy(name, node, token, ROOM, format);
    }

    private String guestToken(String role) {
        return host.ask("room.guest-token", Map.of("room", ROOM, "role", role))
                .get("token")
                .asText();
    }
}
