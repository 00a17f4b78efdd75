package coffee.crema.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.ClientMessage.Asked;
import coffee.crema.realtime.wire.ClientMessage.Unreadable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecodingTest {

    enum Colour {
        RED,
        GREEN;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    record Inner(ChannelName channel, long offset) {}

    record Say(
            String text,
            int count,
            Optional<String> note,
            OptionalLong untilMs,
            @Nullable Boolean loud,
            @Nullable Colour colour,
            Optional<UserId> to,
            Optional<Double> score,
            Optional<List<Inner>> inner,
            Optional<Map<String, Inner>> named,
            Optional<RawJson> raw) {}

    record Nothing() {}

    private final WireMapper mapper = new WireMapper(RealtimeLimits.Wire.defaults());

    private ClientMessage decode(String json) {
        ClientMessage fromJson =
                mapper.decode(
                        WireFormat.JSON,
                        json.getBytes(StandardCharsets.UTF_8),
                        DecodingTest::shape);
        return fromJson;
    }

    private static @Nullable Class<?> shape(String type) {
        return switch (type) {
            case "say" -> Say.class;
            case "nothing" -> Nothing.class;
            default -> null;
        };
    }

    private ClientMessage say(String fields) {
        return decode(
                "{\"type\":\"say\",\"id\":5,\"data\":{\"text\":\"a\",\"count\":1,%s}}"
                        .formatted(fields));
    }

    private static Say said(ClientMessage message) {
        assertThat(message).isInstanceOf(Asked.class);
        return (Say) ((Asked) message).data();
    }

    private static RejectedException refusal(ClientMessage message) {
        assertThat(message).isInstanceOf(Unreadable.class);
        return ((Unreadable) message).cause();
    }

    @Test
    void absent_and_null_optionals_are_empty() {
        Say absent =
                said(decode("{\"type\":\"say\",\"id\":5,\"data\":{\"text\":\"a\",\"count\":1}}"));
        Say nulls =
                said(
                        say(
                                "\"note\":null,\"untilMs\":null,\"loud\":null,\"colour\":null,\"to\":null,\"score\":null,\"inner\":null,\"named\":null,\"raw\":null"));
        assertThat(absent).isEqualTo(nulls);
        assertThat(absent.note()).isEmpty();
        assertThat(absent.untilMs()).isEmpty();
        assertThat(absent.loud()).isNull();
        assertThat(absent.raw()).isEmpty();
    }

    @Test
    void everything_is_read() {
        Say say =
                said(
                        say(
                                """
                                "note":"n","untilMs":7,"loud":true,"colour":"green","to":"ann","score":2,
                                "inner":[{"channel":"room:7","offset":3}],
                                "named":{"x":{"channel":"room:8","offset":4}},
                                "raw":{ "a" : [1, 2.5, "\\u00e4", null] }
                                """));
        assertThat(say.note()).contains("n");
        assertThat(say.untilMs()).hasValue(7);
        assertThat(say.loud()).isTrue();
        assertThat(say.colour()).isEqualTo(Colour.GREEN);
        assertThat(say.to()).contains(new UserId("ann"));
        assertThat(say.score()).contains(2.0);
        assertThat(say.inner().orElseThrow())
                .containsExactly(new Inner(new ChannelName("room:7"), 3));
        assertThat(say.named().orElseThrow()).containsKey("x");
        assertThat(say.raw().orElseThrow().text()).isEqualTo("{\"a\":[1,2.5,\"ä\",null]}");
    }

    @Test
    void data_may_come_before_the_type() {
        assertThat(
                        said(
                                decode(
                                        "{\"data\":{\"text\":\"a\",\"count\":1},\"id\":5,\"type\":\"say\"}")))
                .isEqualTo(
                        said(
                                decode(
                                        "{\"type\":\"say\",\"id\":5,\"data\":{\"count\":1,\"text\":\"a\"}}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"foo\":1'                                 | data.foo               | unknown field",
                "'\"untilMs\":\"7\"'                         | data.untilMs           | must be a whole number",
                "'\"untilMs\":7.5'                           | data.untilMs           | must be a whole number",
                "'\"untilMs\":99999999999999999999'          | data.untilMs           | out of range",
                "'\"note\":7'                                | data.note              | must be a text",
                "'\"note\":true'                             | data.note              | must be a text",
                "'\"note\":[]'                               | data.note              | must be a text",
                "'\"note\":{}'                               | data.note              | must be a text",
                "'\"loud\":\"true\"'                         | data.loud              | must be true or false",
                "'\"loud\":1'                                | data.loud              | must be true or false",
                "'\"colour\":\"blue\"'                       | data.colour            | one of red, green",
                "'\"colour\":\"RED\"'                        | data.colour            | one of red, green",
                "'\"colour\":0'                              | data.colour            | one of red, green",
                "'\"colour\":\"\"'                           | data.colour            | one of red, green",
                "'\"to\":\"\"'                               | data.to                | visible ASCII",
                "'\"to\":7'                                  | data.to                | must be a text",
                "'\"score\":\"NaN\"'                         | data.score             | must be a number",
                "'\"score\":1e999'                           | data.score             | must be a number",
                "'\"inner\":{}'                              | data.inner             | must be a list",
                "'\"inner\":[7]'                             | data.inner[0]          | must be an object",
                "'\"inner\":[null]'                          | data.inner[0]          | must not be null",
                "'\"inner\":[{\"channel\":\"a\"}]'           | data.inner[0].offset   | is required",
                "'\"inner\":[{\"channel\":\"\",\"offset\":1}]' | data.inner[0].channel | visible ASCII",
                "'\"named\":{\"x\":{\"channel\":\"a\",\"offset\":null}}' | data.named.x.offset | must not be null",
                "'\"named\":{\"x\":[]}'                      | data.named.x           | must be an object",
            })
    void a_wrong_field_is_named(String fields, String path, String rule) {
        ClientMessage message = say(fields.strip());
        RejectedException refusal = refusal(message);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refusal.field()).isEqualTo(path);
        assertThat(refusal.reason()).startsWith(path + ": ").contains(rule);
        assertThat(((Unreadable) message).id()).isEqualTo(5);
        assertThat(((Unreadable) message).fatal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1,\"data\":{}}                                       | INVALID_FIELD | type",
                "{\"type\":7,\"id\":1,\"data\":{}}                            | INVALID_FIELD | type",
                "{\"type\":\"nothing\",\"data\":{}}                           | INVALID_FIELD | id",
                "{\"type\":\"nothing\",\"id\":0,\"data\":{}}                  | INVALID_FIELD | id",
                "{\"type\":\"nothing\",\"id\":-1,\"data\":{}}                 | INVALID_FIELD | id",
                "{\"type\":\"nothing\",\"id\":1.0,\"data\":{}}                | INVALID_FIELD | id",
                "{\"type\":\"nothing\",\"id\":\"1\",\"data\":{}}              | INVALID_FIELD | id",
                "{\"type\":\"nothing\",\"id\":9007199254740992,\"data\":{}}   | INVALID_FIELD | id",
                "{\"type\":\"nothing\",\"id\":99999999999999999999,\"data\":{}} | INVALID_FIELD | id",
                "{\"type\":\"nothing\",\"id\":1}                              | INVALID_FIELD | data",
                "{\"type\":\"nothing\",\"id\":1,\"data\":[]}                  | INVALID_FIELD | data",
                "{\"type\":\"nothing\",\"id\":1,\"data\":null}                | INVALID_FIELD | data",
                "{\"type\":\"nothing\",\"id\":1,\"data\":{},\"x\":1}          | INVALID_FIELD | x",
                "{\"type\":\"nothing\",\"id\":1,\"data\":{\"y\":1}}           | INVALID_FIELD | data.y",
                "{\"type\":\"say\",\"id\":1,\"data\":{\"count\":1}}           | INVALID_FIELD | data.text",
                "{\"type\":\"say\",\"id\":1,\"data\":{\"text\":null,\"count\":1}} | INVALID_FIELD | data.text",
                "{\"type\":\"say\",\"id\":1,\"data\":{\"text\":\"a\"}}        | INVALID_FIELD | data.count",
                "{\"type\":\"say\",\"id\":1,\"data\":{\"text\":\"a\",\"count\":null}} | INVALID_FIELD | data.count",
                "{\"type\":\"say\",\"id\":1,\"data\":{\"text\":\"a\",\"count\":2147483648}} | INVALID_FIELD | data.count",
                "{\"type\":\"what\",\"id\":1,\"data\":{}}                     | UNKNOWN_TYPE  |",
                "{\"data\":{},\"id\":1,\"type\":\"what\"}                     | UNKNOWN_TYPE  |",
                "{\"type\":\"nothing\",\"id\":1,\"id\":1,\"data\":{}}         | MALFORMED     |",
                "{\"type\":\"say\",\"id\":1,\"data\":{\"text\":\"a\",\"text\":\"b\",\"count\":1}} | MALFORMED |",
            })
    void an_incomplete_message_is_refused(String json, ErrorCode code, @Nullable String field) {
        Unreadable message = (Unreadable) decode(json.strip());
        assertThat(message.cause().code()).isEqualTo(code);
        assertThat(message.cause().field()).isEqualTo(field);
        assertThat(message.fatal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"x\"",
                "[]",
                "[{}]",
                "{",
                "{]",
                "{\"type\":",
                "{\"type\":\"nothing\",\"id\":1,\"data\":{}}x",
                "{\"type\":\"nothing\",\"id\":1,\"data\":{}}{}",
                "{'type':'nothing','id':1,'data':{}}",
                "{\"type\":\"nothing\",\"id\":01,\"data\":{}}",
                "{\"type\":\"nothing\",\"id\":1,\"data\":{},}",
                "\uFEFF{\"type\":\"nothing\",\"id\":1,\"data\":{}}",
            })
    void what_is_not_one_object_is_fatal(String json) {
        Unreadable message = (Unreadable) decode(json);
        assertThat(message.cause().code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(message.fatal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00\\ud800"})
    void a_text_that_no_database_takes_is_refused_by_its_number(String text) {
        Unreadable message =
                (Unreadable)
                        decode(
                                "{\"type\":\"say\",\"id\":1,\"data\":{\"text\":\""
                                        + text
                                        + "\",\"count\":1}}");
        assertThat(message.cause().code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(message.id()).isEqualTo(1);
        assertThat(message.fatal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0af",
                "c080",
                "e080af",
                "eda080",
                "edbfbf",
                "f0808080",
                "f4908080",
                "f8808080",
                "80",
                "c3",
                "e282",
                "ff",
                "00"
            })
    void invalid_utf8_is_refused(String hex) {
        byte[] head =
                "{\"type\":\"say\",\"id\":1,\"data\":{\"count\":1,\"text\":\""
                        .getBytes(StandardCharsets.UTF_8);
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] tail = "\"}}".getBytes(StandardCharsets.UTF_8);
        var message = new java.io.ByteArrayOutputStream();
        message.writeBytes(head);
        message.writeBytes(bad);
        message.writeBytes(tail);
        var decoded = mapper.decode(WireFormat.JSON, message.toByteArray(), DecodingTest::shape);
        assertThat(refusal(decoded).code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(((Unreadable) decoded).fatal()).isTrue();
    }

    @Test
    void utf16_is_not_guessed() {
        byte[] json =
                "{\"type\":\"nothing\",\"id\":1,\"data\":{}}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(refusal(mapper.decode(WireFormat.JSON, json, DecodingTest::shape)).code())
                .isEqualTo(ErrorCode.MALFORMED);
    }

    @Test
    void depth_names_texts_and_numbers_are_bounded() throws IOException {
        String deep = "[".repeat(40) + "]".repeat(40);
        assertThatBothRefuse("\"raw\":" + deep, ErrorCode.MALFORMED);
        assertThatBothRefuse("\"" + "n".repeat(300) + "\":1", ErrorCode.TOO_LARGE);
        assertThatBothRefuse("\"note\":\"" + "x".repeat(70_000) + "\"", ErrorCode.TOO_LARGE);
        assertThatBothRefuse("\"raw\":" + "1".repeat(100), ErrorCode.TOO_LARGE);
        assertThat(refusal(say("\"raw\":" + deep)).reason()).contains("deep");
        assertThat(said(say("\"raw\":" + "[".repeat(29) + "]".repeat(29))).raw()).isPresent();
    }

    private void assertThatBothRefuse(String fields, ErrorCode code) throws IOException {
        String json =
                "{\"type\":\"say\",\"id\":5,\"data\":{\"text\":\"a\",\"count\":1," + fields + "}}";
        byte[] cbor = new CBORMapper().writeValueAsBytes(new ObjectMapper().readTree(json));
        assertThat(refusal(decode(json)).code()).isEqualTo(code);
        assertThat(refusal(mapper.decode(WireFormat.CBOR, cbor, DecodingTest::shape)).code())
                .isEqualTo(code);
    }

    @Test
    void cbor_says_the_same_as_json() throws IOException {
        String json =
                "{\"type\":\"say\",\"id\":5,\"data\":{\"text\":\"ä☕\",\"count\":1,\"untilMs\":9007199254740993,\"score\":0.1,\"to\":\"ann\",\"raw\":{\"x\":[-1,1.5,\"y\"]}}}";
        byte[] cbor = new CBORMapper().writeValueAsBytes(new ObjectMapper().readTree(json));
        Asked fromCbor = (Asked) mapper.decode(WireFormat.CBOR, cbor, DecodingTest::shape);
        Asked fromJson = (Asked) decode(json);
        assertThat(mapper.toJson(fromCbor.data())).isEqualTo(mapper.toJson(fromJson.data()));
        assertThat(mapper.digest("say", fromCbor.data()))
                .isEqualTo(mapper.digest("say", fromJson.data()))
                .hasSize(43);
        assertThat(mapper.digest("other", fromCbor.data()))
                .isNotEqualTo(mapper.digest("say", fromJson.data()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "f6", // null
                "80", // an array
                "bf", // an endless map
                "a0a0", // two maps
                "a16474797065", // ends after a key
                "a164747970657b7fffffffffffffff", // a text of 2^63-1 bytes
                "a16474797065f97e00", // not a number
                "a16474797065f97c00", // infinity
                "a1a06178", // a map as a key
                "bfff00", // something follows
                "a1647479706562ff80", // invalid UTF-8
                "ff", // a break alone
                "a2647479706561786474797065617801", // a key twice, and more
            })
    void hostile_cbor_is_refused(String hex) {
        byte[] cbor = HexFormat.of().parseHex(hex);
        assertThat(refusal(mapper.decode(WireFormat.CBOR, cbor, DecodingTest::shape)).code())
                .isEqualTo(ErrorCode.MALFORMED);
    }

    @Test
    void what_was_written_is_read_back_also_from_a_newer_node() {
        Say say = said(say("\"note\":\"n\",\"to\":\"ann\",\"colour\":\"red\""));
        byte[] json = mapper.toJson(say);
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"text\":\"a\",\"count\":1,\"note\":\"n\",\"colour\":\"red\",\"to\":\"ann\"}");
        assertThat(mapper.fromJson(json, Say.class)).isEqualTo(say);
        byte[] newer =
                "{\"channel\":\"a\",\"offset\":1,\"more\":2}".getBytes(StandardCharsets.UTF_8);
        assertThat(mapper.fromJson(newer, Inner.class))
                .isEqualTo(new Inner(new ChannelName("a"), 1));
        assertThatThrownBy(() -> mapper.fromJson(new byte[] {'{', '}'}, Inner.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_body_is_parsed_as_strictly_as_a_command() {
        byte[] body =
                "{\"channel\":\"a\",\"offset\":1,\"more\":2}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> mapper.parse(body, Inner.class))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.field()).isEqualTo("more"));
        assertThatThrownBy(
                        () -> mapper.parse("{} x".getBytes(StandardCharsets.UTF_8), Nothing.class))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
        assertThatThrownBy(
                        () -> mapper.parse("null".getBytes(StandardCharsets.UTF_8), Nothing.class))
                .isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> mapper.parse(new byte[0], Nothing.class))
                .isInstanceOf(RejectedException.class);
    }
}
