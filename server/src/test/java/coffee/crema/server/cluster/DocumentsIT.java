package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unmodified automerge-repo clients against real nodes: the scenarios of crdt/src/test/node/documents.mjs.
class DocumentsIT {
    private static final String ROOM = "table-7";
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final List<String> CUPPERS =
            List.of(
                    "host", "ann", "bob", "eve", "cupper0", "cupper1", "cupper2", "cupper3",
                    "cupper4", "cupper5", "cupper6", "cupper7", "cupper8", "cupper9");

    @TempDir Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two_share_a_document",
                "ten_editors_at_once",
                "offline_and_back",
                "a_long_history_is_loaded_and_left"
            })
    void on_one_node(String scenario) {
        try (var node = alone().start()) {
            try (var _ = seated(node)) {
                play(scenario, List.of(node), line -> {});
            } catch (AssertionError failed) {
                throw new AssertionError(failed.getMessage() + "\n--- node\n" + node.log(), failed);
            }
        }
    }

    @Test
    void what_is_not_allowed_harms_nobody_and_a_right_that_is_taken_acts_at_once() {
        try (var node = alone().start();
                var host = seated(node);
                var looker = new WsClient(WireFormat.JSON, Tokens.of("looker"))) {
            looker.connected(node.ws());
            looker.ask("room.join", Map.of("room", ROOM, "role", "observer"));
            play(
                    "rights",
                    List.of(node),
                    line -> {
                        if (line.equals("KICK")) {
                            host.ask("room.kick", Map.of("room", ROOM, "user", "ann"));
                        }
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"another_node", "a_thousand_random_edits"})
    void on_two_nodes(String scenario) {
        try (var cluster = Cluster.of(2, dir)) {
            try (var _ = seated(cluster.node(0))) {
                play(scenario, List.of(cluster.node(0), cluster.node(1)), line -> {});
            } catch (AssertionError failed) {
                throw new AssertionError(failed.getMessage() + cluster.logs(), failed);
            }
        }
    }

    @Test
    void a_node_dies_and_nothing_is_lost() {
        try (var cluster = Cluster.of(2, dir)) {
            try (var _ = seated(cluster.node(1))) {
                play(
                        "a_node_dies",
                        List.of(cluster.node(0), cluster.node(1)),
                        line -> {
                            if (line.equals("KILL")) {
                                cluster.node(0).kill9();
                            }
                        });
            } catch (AssertionError failed) {
                throw new AssertionError(failed.getMessage() + cluster.logs(), failed);
            }
        }
    }

    private NodeStart alone() {
        return NodeProcess.node(dir)
                .set("crema.auth.hs256-secret", Tokens.SECRET)
                .set("crema.limits.requests-per-minute", "1000000");
    }

    /// A room with all who edit in it.
    ///
    /// @return the host
    private static WsClient seated(NodeProcess node) {
        var host = new WsClient(WireFormat.JSON, Tokens.of("host"));
        host.connected(node.ws());
        host.ask(
                "room.create",
                Map.of("id", ROOM, "type", "cupping", "title", "T", "visibility", "public"));
        host.ask("room.join", Map.of("room", ROOM));
        for (String name : CUPPERS.subList(1, CUPPERS.size())) {
            try (var cupper = new WsClient(WireFormat.JSON, Tokens.of(name))) {
                cupper.connected(node.ws());
                cupper.ask("room.join", Map.of("room", ROOM));
            }
        }
        return host;
    }

    private static void play(String scenario, List<NodeProcess> nodes, Consumer<String> heard) {
        Map<String, String> tokens = new HashMap<>();
        CUPPERS.forEach(name -> tokens.put(name, Tokens.of(name)));
        tokens.put("looker", Tokens.of("looker"));
        tokens.put("stranger", Tokens.of("stranger"));
        int seed = ThreadLocalRandom.current().nextInt(1_000_000);
        Map<String, Object> settings =
                Map.of(
                        "ws",
                        nodes.stream()
                                .map(node -> "ws://127.0.0.1:" + node.port() + "/sync")
                                .toList(),
                        "tokens",
                        tokens,
                        "room",
                        ROOM,
                        "seed",
                        seed);
        System.out.println(scenario + " with seed " + seed);
        var said = new ConcurrentLinkedDeque<String>();
        NodeScripts.run(
                WITHIN,
                line -> {
                    said.add(line);
                    heard.accept(line);
                },
                "documents.mjs",
                scenario,
                json(settings));
        assertThat(said.peekLast()).isEqualTo("DONE");
    }

    private static String json(Map<String, Object> settings) {
        try {
            return JsonMapper.builder().build().writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
