package coffee.crema.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.RealtimeLimits;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Whatever arrives, the reader answers with a command or a refusal, never with another exception; and what it accepts can be written again.
final class DecodingFuzzTest {
    record Anything(
            Optional<String> text, OptionalLong n, Optional<Double> d, Optional<RawJson> raw) {}

    private static final String VALID =
            "{\"type\":\"any\",\"id\":5,\"data\":{\"text\":\"ä☕\\u00e4\\ud83d\\ude00\",\"n\":-12345678901,\"d\":1.5e-3,\"raw\":{\"x\":[-1,1.5,\"y\",null,true,{\"z\":{}}]}}}";

    private final WireMapper mapper = new WireMapper(RealtimeLimits.Wire.defaults());

    @Property(tries = 4000)
    void any_bytes(@ForAll byte @Size(max = 200) [] bytes, @ForAll WireFormat format) {
        check(format, bytes);
    }

    @Property(tries = 8000)
    void a_valid_message_with_a_few_bytes_changed(
            @ForAll WireFormat format,
            @ForAll @Size(min = 1, max = 4) byte[] values,
            @ForAll @Size(min = 4, max = 4) int[] places,
            @ForAll @IntRange(max = 40) int cut)
            throws IOException {
        byte[] valid = valid(format);
        byte[] bytes = java.util.Arrays.copyOf(valid, valid.length - cut);
        for (int i = 0; i < values.length; i++) {
            bytes[Math.floorMod(places[i], bytes.length)] = values[i];
        }
        check(format, bytes);
    }

    private static byte[] valid(WireFormat format) throws IOException {
        return format == WireFormat.JSON
                ? VALID.getBytes(StandardCharsets.UTF_8)
                : new CBORMapper().writeValueAsBytes(new ObjectMapper().readTree(VALID));
    }

    private static @Nullable Class<?> shape(String type) {
        return type.equals("any") ? Anything.class : null;
    }

    private void check(WireFormat format, byte[] bytes) {
        switch (mapper.decode(format, bytes, DecodingFuzzTest::shape)) {
            case ClientMessage.Asked asked -> {
                var ack = new ServerMessage.Ack(asked.id(), asked.data());
                assertThat(mapper.encode(WireFormat.JSON, ack)).isNotEmpty();
                assertThat(mapper.encode(WireFormat.CBOR, ack)).isNotEmpty();
                assertThat(mapper.fromJson(mapper.toJson(asked.data()), Anything.class))
                        .isNotNull();
            }
            case ClientMessage.Unreadable unreadable -> {
                var refused = new ServerMessage.Refused(unreadable.id(), unreadable.cause());
                assertThat(mapper.encode(WireFormat.JSON, refused)).isNotEmpty();
                assertThat(mapper.encode(WireFormat.CBOR, refused)).isNotEmpty();
            }
        }
    }
}
