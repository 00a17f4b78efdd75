package coffee.crema.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.UserId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Holds the bytes of every server message in both formats against `golden/server-messages.json`, which other clients' tests may read too.
final class GoldenMessagesTest {
    private static final ChannelName ROOM = new ChannelName("room:7");

    record Person(UserId id, Optional<String> name, OptionalLong untilMs) {}

    private final WireMapper mapper = new WireMapper(RealtimeLimits.Wire.defaults());

    private static final Map<String, ServerMessage> MESSAGES =
            Map.ofEntries(
                    Map.entry("ack", new ServerMessage.Ack(7, Map.of())),
                    Map.entry(
                            "ack-with-record",
                            new ServerMessage.Ack(
                                    (1L << 53) - 1,
                                    new Person(
                                            new UserId("ann"),
                                            Optional.of("Änn ☕ \"x\""),
                                            OptionalLong.empty()))),
                    Map.entry(
                            "error",
                            new ServerMessage.Refused(
                                    3L, RejectedException.invalid("data.text", "too long", 4000))),
                    Map.entry(
                            "error-without-id",
                            new ServerMessage.Refused(
                                    null,
                                    RejectedException.of(ErrorCode.MALFORMED, "not well-formed"))),
                    Map.entry(
                            "error-retry",
                            new ServerMessage.Refused(
                                    4L,
                                    RejectedException.retryAfter(
                                            ErrorCode.RATE_LIMITED,
                                            "slow down",
                                            Duration.ofSeconds(2)))),
                    Map.entry(
                            "event",
                            new ServerMessage.Happened(
                                    ROOM,
                                    12,
                                    event(
                                            "chat.said",
                                            "{\"text\":\"☕\",\"n\":[1,-2,2.5,true,null],\"big\":9007199254740993}"))),
                    Map.entry(
                            "event-ephemeral",
                            new ServerMessage.Happened(
                                    new ChannelName("store:\"7\\"),
                                    -1,
                                    event("presence_diff", "{}"))),
                    Map.entry(
                            "snapshot",
                            new ServerMessage.Snapshot(
                                    ROOM,
                                    new Position("k3", 12),
                                    "joined",
                                    Map.of(
                                            "people",
                                            List.of(
                                                    new Person(
                                                            new UserId("bob"),
                                                            Optional.empty(),
                                                            OptionalLong.of(5)))))),
                    Map.entry(
                            "moved",
                            new ServerMessage.Notice(
                                    "moved",
                                    new RawJson(
                                            "{\"channel\":\"room:7\",\"reason\":\"kicked\"}"
                                                    .getBytes(StandardCharsets.UTF_8)))));

    private static Event event(String name, String json) {
        return new Event(name, 1_790_000_000_000L, json.getBytes(StandardCharsets.UTF_8));
    }

    @TestFactory
    Stream<DynamicTest> every_message_is_written_as_agreed() throws IOException {
        JsonNode golden;
        try (InputStream in = getClass().getResourceAsStream("/golden/server-messages.json")) {
            golden = new ObjectMapper().readTree(in);
        }
        assertThat(golden.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(MESSAGES.keySet());
        return MESSAGES.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(),
                                () -> check(entry.getValue(), golden.get(entry.getKey()))));
    }

    private void check(ServerMessage message, JsonNode golden) throws IOException {
        String json = new String(mapper.encode(WireFormat.JSON, message), StandardCharsets.UTF_8);
        byte[] cbor = mapper.encode(WireFormat.CBOR, message);
        assertThat(json).isEqualTo(golden.get("json").textValue());
        assertThat(HexFormat.of().formatHex(cbor)).isEqualTo(golden.get("cbor").textValue());
        assertThat(new CBORMapper().readTree(cbor).toString())
                .as("both formats say the same")
                .isEqualTo(new ObjectMapper().readTree(json).toString());
    }
}
