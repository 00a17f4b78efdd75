package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/// Every command with every field missing, null, of a wrong type, and huge: each is answered, and the answer says which field it was.
class EveryCommandIT {
    private static final String HUGE = "h".repeat(40_000);
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /// What may be said of a value of the right type that is out of all bounds.
    private static final Set<String> OUT_OF_BOUNDS =
            Set.of(
                    "ack",
                    "invalid_field",
                    "too_large",
                    "malformed",
                    "unauthenticated",
                    "forbidden",
                    "not_found",
                    "not_joined",
                    "change_refused",
                    "conflict");

    @TempDir static Path dir;
    private static NodeProcess node;
    private static HonestPair pair;

    @BeforeAll
    static void start() {
        node =
                NodeProcess.node(dir)
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .set("crema.limits.requests-per-minute", "1000000")
                        .start();
        pair = HonestPair.at(node);
    }

    @AfterAll
    static void stop() {
        try {
            pair.noticedNothing();
            pair.close();
        } finally {
            node.close();
        }
    }

    /// @param code `ack`, or the error's
    private record Answer(String code, String field, String all) {}

    @ParameterizedTest
    @EnumSource
    void a_field_of_a_wrong_type_is_named(WireFormat format) {
        forEachField(
                format,
                (client, command, data, field) -> {
                    for (Object wrong : wrongFor(data.get(field))) {
                        Answer answer = ask(client, command, with(data, field, wrong));
                        assertThat(answer.code())
                                .as("%s with %s = %s: %s", command, field, wrong, answer.all())
                                .isEqualTo("invalid_field");
                        assertThat(answer.field()).as(answer.all()).startsWith("data." + field);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void a_field_that_is_missing_null_or_out_of_all_bounds_is_answered(WireFormat format) {
        forEachField(
                format,
                (client, command, data, field) -> {
                    var without = new HashMap<>(data);
                    without.remove(field);
                    expectTyped(ask(client, command, without), command, field);
                    expectTyped(ask(client, command, with(data, field, null)), command, field);
                    for (Object extreme : extremesOf(data.get(field))) {
                        Answer answer = ask(client, command, with(data, field, extreme));
                        expectTyped(answer, command, field);
                        assertThat(answer.code())
                                .as("%s, %s out of bounds: %s", command, field, answer.all())
                                .isIn(OUT_OF_BOUNDS);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void a_field_that_nobody_knows_is_named(WireFormat format) {
        try (var client = host(format)) {
            Commands.ALL.forEach((command, data) -> {
                Answer answer = ask(client, command, with(data, "bogus", 1));
                assertThat(answer.code()).as(command).isEqualTo("invalid_field");
                assertThat(answer.field()).as(command).isEqualTo("data.bogus");
            });
        }
    }

    /// A new command must be added to {@link Commands}, so that these tests drive it, too.
    @Test
    void these_are_all_the_commands_of_the_node() {
        var known = new TreeSet<>(Commands.ALL.keySet());
        known.add("connect");
        Map<String, Map<String, Map<String, Map<String, Object>>>> description =
                new Yaml().load(node.get("/asyncapi.yaml").body());
        Set<String> messages = description.get("channels").get("ws").get("messages").keySet();
        assertThat(messages)
                .filteredOn(name -> messages.contains(name + ".ack"))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private interface OnField {
        void check(WsClient client, String command, Map<String, Object> data, String field);
    }

    private static void forEachField(WireFormat format, OnField check) {
        try (var client = host(format)) {
            Commands.ALL.forEach((command, data) ->
                    data.keySet().forEach(f -> check.check(client, command, data, f)));
        }
    }

    private static WsClient host(WireFormat format) {
        var client = new WsClient(format, Tokens.of("host-" + format));
        client.connected(node.ws());
        // The first is its host, the others come to cup.
        ask(client, "room.create", Commands.ALL.get("room.create"));
        client.ask("room.join", Map.of("room", Commands.ROOM));
        return client;
    }

    /// A good command goes first: too many bad ones in a row would end the socket.
    private static Answer ask(WsClient client, String command, Map<String, Object> data) {
        client.ask("time", Map.of());
        try {
            JsonNode ack = client.ask(command, data);
            return new Answer("ack", "", ack.toString());
        } catch (Refused refused) {
            return new Answer(
                    refused.code(),
                    refused.error().path("field").asText(),
                    refused.error().toString());
        } catch (AssertionError unanswered) {
            throw new AssertionError(command + " " + data.keySet(), unanswered);
        }
    }

    private static void expectTyped(Answer answer, String command, String field) {
        assertThat(answer.code())
                .as("%s, %s: %s", command, field, answer.all())
                .isNotIn("internal", "unavailable", "timeout", "");
        if (answer.code().equals("invalid_field")) {
            boolean ofSeveral = answer.field().equals("data") && answer.all().contains(field);
            assertThat(ofSeveral || answer.field().startsWith("data." + field))
                    .as("%s names %s: %s", command, field, answer.all())
                    .isTrue();
        }
    }

    private static Map<String, Object> with(Map<String, Object> data, String field, Object value) {
        var changed = new HashMap<>(data);
        changed.put(field, value);
        return changed;
    }

    private static List<Object> wrongFor(Object right) {
        return switch (MAPPER.valueToTree(right).getNodeType()) {
            case STRING -> List.of(7, 1.5, true, List.of("a"), Map.of("a", "b"));
            case NUMBER -> List.of("7", 1.5, true, List.of(7), Map.of("a", 7));
            case BOOLEAN -> List.of("true", 1, List.of(true), Map.of("a", true));
            case OBJECT -> List.of("{}", 7, true, List.of());
            case ARRAY -> List.of("[]", 7, true, Map.of());
            case BINARY, MISSING, NULL, POJO -> throw new AssertionError(right);
        };
    }

    private static List<Object> extremesOf(Object right) {
        return switch (MAPPER.valueToTree(right).getNodeType()) {
            case STRING -> List.of("", HUGE, "\u0000", "\ud83d\ude00", " ", "../..", "' or 1=1 --");
            case NUMBER ->
                    List.of(-1, Long.MAX_VALUE, Long.MIN_VALUE, new BigInteger("9".repeat(40)));
            case OBJECT -> List.of(Map.of(), Map.of("a", HUGE), Map.of("\u0000", 1));
            case BOOLEAN -> List.of();
            case ARRAY -> List.of(List.of(), List.of(HUGE), List.of(List.of()));
            case BINARY, MISSING, NULL, POJO -> throw new AssertionError(right);
        };
    }
}
