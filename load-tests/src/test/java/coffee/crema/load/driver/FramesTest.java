package coffee.crema.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class FramesTest {

    @Property(tries = 200)
    void frames_are_found_wherever_the_bytes_are_cut(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 70_000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 5_000) int chunk) {
        byte[] stream = stream(lengths);
        var found = new ArrayList<Integer>();
        int from = 0;
        for (int to = 0; to < stream.length; ) {
            to = Math.min(stream.length, to + chunk);
            from =
                    Frames.scan(
                            stream,
                            from,
                            to,
                            (opcode, start, end) -> {
                                assertThat(opcode).isEqualTo(Frames.TEXT);
                                found.add(end - start);
                                return true;
                            });
        }

        assertThat(found).isEqualTo(lengths);
        assertThat(from).isEqualTo(stream.length);
    }

    private static byte[] stream(List<Integer> lengths) {
        var stream = new ByteArrayOutputStream();
        for (int length : lengths) {
            stream.write(0x81);
            if (length < 126) {
                stream.write(length);
            } else if (length < 65_536) {
                stream.write(126);
                stream.write(length >> 8);
                stream.write(length);
            } else {
                stream.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    stream.write((int) ((long) length >> shift));
                }
            }
            stream.write(new byte[length], 0, length);
        }
        return stream.toByteArray();
    }
}
