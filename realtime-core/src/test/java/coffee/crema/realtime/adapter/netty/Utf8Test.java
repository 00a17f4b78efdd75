package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static boolean isValidToTheJdk(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void every_sequence_of_three_bytes_is_judged_as_the_jdk_does() {
        byte[] three = new byte[3];
        for (int value = 0; value < 1 << 24; value += 97) {
            three[0] = (byte) (value >> 16);
            three[1] = (byte) (value >> 8);
            three[2] = (byte) value;
            if (Utf8.isValid(three) != isValidToTheJdk(three)) {
                throw new AssertionError("differs: " + value);
            }
        }
    }

    @Property
    void text_is_valid_and_random_bytes_are_judged_as_the_jdk_does(
            @ForAll String text, @ForAll @Size(max = 6) byte[] bytes) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(Utf8.isValid(whole.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(Utf8.isValid(bytes)).isEqualTo(isValidToTheJdk(bytes));
    }
}
