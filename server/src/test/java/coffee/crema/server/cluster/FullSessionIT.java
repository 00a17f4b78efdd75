package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twelve cuppers and ten coffees on two nodes, of which one is killed while the coffees are hot. Three cuppers fill in their sheets with automerge-repo clients, in a cellar from the break until
/// the coffees are cool; the others by commands.
class FullSessionIT {
    private static final String ROOM = "panel";
    private static final String SESSION = "panel-session";
    private static final int CUPPERS = 12;
    private static final int IN_THE_CELLAR = 3;
    private static final List<String> COFFEES =
            List.of(
                    "Yirgacheffe Kochere",
                    "Sidama Bensa",
                    "Guji Uraga",
                    "Nyeri Gatomboya",
                    "Huila Pitalito",
                    "Antigua Los Volcanes",
                    "Tarrazu La Minita",
                    "Boquete Elida",
                    "Cerrado Daterra",
                    "Gayo Takengon");
    private static final List<String> DRY = List.of("fragrance", "aroma");
    private static final List<String> HOT = List.of("flavor", "aftertaste");
    private static final List<String> LATER =
            List.of("acidity", "sweetness", "mouthfeel", "overall");

    @TempDir Path dir;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, Integer> entered = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final List<CellarCupper> cellar = new ArrayList<>();
    private Cluster cluster;
    private Devices devices;
    private Member host;
    private List<String> codes;
    private long seq;

    @BeforeEach
    void start() {
        cluster = Cluster.of(2, dir);
        devices = new Devices();
    }

    @AfterEach
    void stop() {
        members.forEach(Member::close);
        devices.close();
        cluster.close();
    }

    @Test
    void the_result_is_what_the_cuppers_entered() {
        System.out.println("seed " + seed);
        List<URI> doors = cluster.doors(1);
        host = Member.at(doors, "hana", WireFormat.JSON);
        members.add(host);
        open();
        comeIn();
        assertThat(move()).isEqualTo("dry");
        every(DRY);
        openSheets();
        cellar.forEach(cupper -> enter(cupper, DRY));
        cellar.forEach(CellarCupper::saved);
        cellar.getFirst().marksAndSeesIt(cluster.node(1), SESSION, codes.getFirst());
        assertThat(move()).isEqualTo("pour");
        assertThat(move()).isEqualTo("break");
        cellar.forEach(CellarCupper::offline);
        assertThat(move()).isEqualTo("skim");
        assertThat(move()).isEqualTo("hot");
        cellar.forEach(cupper -> enter(cupper, HOT));
        whileANodeDies(HOT);
        assertThat(move()).isEqualTo("warm");
        every(LATER);
        cellar.forEach(cupper -> enter(cupper, LATER.subList(0, 2)));
        assertThat(move()).isEqualTo("cool");
        cellar.forEach(cupper -> cupper.online(cluster.node(1)));
        cellar.forEach(cupper -> enter(cupper, LATER.subList(2, 4)));
        cellar.forEach(CellarCupper::saved);
        assertThat(move()).isEqualTo("lock");
        assertThat(move()).isEqualTo("discussion");
        assertThat(move()).isEqualTo("reveal");
        reveal();
        members.forEach(member -> {
            assertThat(member.refusals).as("refusals of %s, seed %d", member.user, seed).isEmpty();
            assertThat(member.client.violations()).as(member.user).isEmpty();
        });
    }

    private void open() {
        host.ask(
                "room.create",
                Map.of("type", "cupping", "title", "T", "visibility", "public", "id", ROOM));
        host.joins(ROOM);
        JsonNode session =
                host.ask(
                        "tasting.create",
                        Map.of(
                                "room",
                                ROOM,
                                "title",
                                "Panel",
                                "form",
                                "cva-affective",
                                "id",
                                SESSION,
                                "samples",
                                COFFEES.stream()
                                        .map(name -> Map.of("identity", Map.of("name", name)))
                                        .toList()));
        codes = new ArrayList<>();
        session.at("/session/samples").forEach(sample -> codes.add(sample.get("code").asText()));
        assertThat(codes).hasSize(COFFEES.size()).doesNotHaveDuplicates();
    }

    private void comeIn() {
        for (int i = 0; i < CUPPERS - IN_THE_CELLAR; i++) {
            Member member =
                    Member.at(
                            cluster.doors(i % 2),
                            "cupper" + i,
                            i % 3 == 0 ? WireFormat.CBOR : WireFormat.JSON);
            member.joins(ROOM);
            member.ask("tasting.enter", Map.of("session", SESSION));
            members.add(member);
        }
        for (int i = 0; i < IN_THE_CELLAR; i++) {
            var cupper = new CellarCupper("cellar" + i, devices);
            cupper.asks(
                    cluster.node(0),
                    client -> {
                        client.ask("room.join", Map.of("room", ROOM));
                        return client.ask("tasting.enter", Map.of("session", SESSION));
                    });
            cellar.add(cupper);
        }
    }

    private void openSheets() {
        for (CellarCupper cupper : cellar) {
            cupper.learn(cluster.node(1), SESSION);
            cupper.online(cluster.node(0));
            assertThat(cupper.open().get("samples")).hasSize(COFFEES.size());
        }
    }

    private void enter(CellarCupper cupper, List<String> fields) {
        Map<String, Object> sets = new HashMap<>();
        for (String code : codes) {
            for (String field : fields) {
                int value = 1 + random.nextInt(9);
                entered.put(cupper.name + " " + code + " " + field, value);
                sets.put("/samples/" + code + "/scores/" + field, value);
            }
        }
        cupper.set(sets);
    }

    private List<Member> cuppers() {
        return members.subList(1, members.size());
    }

    /// Each cupper fills in these fields of every sample.
    private void every(List<String> fields) {
        for (String code : codes) {
            List<CompletableFuture<JsonNode>> marks = new ArrayList<>();
            for (Member member : cuppers()) {
                fields.forEach(field -> marks.add(mark(member, code, field)));
            }
            done(marks);
        }
    }

    private void whileANodeDies(List<String> fields) {
        int half = codes.size() / 2;
        List<CompletableFuture<JsonNode>> marks = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            if (i == half) {
                cluster.node(0).kill9();
            }
            for (Member member : cuppers()) {
                for (String field : fields) {
                    marks.add(mark(member, codes.get(i), field));
                }
            }
        }
        assertThat(done(marks)).allMatch(ack -> !ack.get("late").asBoolean());
    }

    private CompletableFuture<JsonNode> mark(Member member, String code, String field) {
        return member.asks("tasting.mark", command(member.user, code, field));
    }

    private Map<String, Object> command(String user, String code, String field) {
        int value = 1 + random.nextInt(9);
        entered.put(user + " " + code + " " + field, value);
        return Map.of(
                "session", SESSION, "sample", code, "field", "scores." + field, "value", value);
    }

    private static List<JsonNode> done(List<CompletableFuture<JsonNode>> marks) {
        return marks.stream().map(mark -> mark.orTimeout(40, TimeUnit.SECONDS).join()).toList();
    }

    private String move() {
        JsonNode moment =
                host.asks("tasting.move", Map.of("session", SESSION, "seq", seq, "move", "next"))
                        .orTimeout(40, TimeUnit.SECONDS)
                        .join()
                        .get("moment");
        seq = moment.get("seq").asLong();
        return moment.get("step").asText();
    }

    private void reveal() {
        JsonNode revealed =
                host.asks("tasting.reveal", Map.of("session", SESSION, "seq", seq))
                        .orTimeout(40, TimeUnit.SECONDS)
                        .join();
        assertThat(revealed.get("samples")).hasSize(codes.size());
        JsonNode results = cuppers().getFirst().ask("tasting.results", Map.of("session", SESSION));
        for (JsonNode sample : results.get("samples")) {
            String code = sample.get("code").asText();
            double sum = 0;
            for (JsonNode score : sample.get("scores")) {
                double expected = expected(score.get("user").asText(), code);
                assertThat(score.get("score").asDouble())
                        .as("%s of %s, seed %d", code, score.get("user"), seed)
                        .isEqualTo(expected);
                sum += expected;
            }
            assertThat(sample.get("scores")).hasSize(CUPPERS);
            assertThat(sample.at("/panel/scores").asInt()).isEqualTo(CUPPERS);
            assertThat(sample.at("/panel/mean").asDouble())
                    .isCloseTo(sum / CUPPERS, Offset.offset(0.0006));
        }
        assertThat(results.get("samples").findValuesAsText("name")).containsAll(COFFEES);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        cuppers()
                                .forEach(member ->
                                        assertThat(member.client.events("tasting.revealed"))
                                                .as(member.user)
                                                .hasSize(codes.size())));
    }

    /// The form's rule, by itself: quarters of 0.65625 a point and 52.75, ties up.
    private double expected(String user, String code) {
        int sum = 0;
        for (List<String> fields : List.of(DRY, HOT, LATER)) {
            for (String field : fields) {
                sum += entered.get(user + " " + code + " " + field);
            }
        }
        return Math.floorDiv(21 * sum + 1688 + 4, 8) / 4.0;
    }
}
