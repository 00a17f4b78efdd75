package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.CloseCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Large messages that arrive at the same time share one bound.
final class LargeMessagesTest {
    private static final int MIB = 1 << 20;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LargeMessages room = new LargeMessages(5 * MIB, meters, "test");

    @Test
    void beyond_the_bound_a_socket_is_turned_away_and_the_others_go_on() {
        var first = new Reading();
        var second = new Reading();
        first.begin(2 * MIB, MIB);
        second.begin(4 * MIB, 3 * MIB);
        assertThat(second.failures).containsExactly(CloseCode.OVERLOADED);
        assertThat(meters.get("test.large.refused").counter().count()).isOne();
        first.goOn(MIB);
        assertThat(first.failures).isEmpty();
        assertThat(first.messages).containsExactly(2 * MIB);
        var third = new Reading();
        third.begin(2 * MIB, MIB);
        third.goOn(MIB);
        assertThat(third.messages).as("the room is free again").containsExactly(2 * MIB);
    }

    @Test
    void who_goes_in_the_middle_of_a_message_gives_its_room_back() {
        for (int i = 0; i < 5; i++) {
            var one = new Reading();
            one.begin(2 * MIB, MIB);
            one.frames.onlyClose();
            assertThat(one.failures).isEmpty();
        }
        assertThat(meters.get("test.large.bytes").gauge().value()).isZero();
    }

    @Test
    void small_messages_take_nothing_of_it() {
        var one = new Reading();
        one.begin(60_000, 30_000);
        assertThat(meters.get("test.large.bytes").gauge().value()).isZero();
        one.goOn(30_000);
        assertThat(one.messages).containsExactly(60_000);
    }

    private final class Reading implements FrameReader.Sink {
        final FrameReader frames = new FrameReader(this, room, false, 16 * MIB, 64);
        final List<Integer> messages = new ArrayList<>();
        final List<CloseCode> failures = new ArrayList<>();

        /// One frame that is announced with so many bytes, of which some arrive, in pieces.
        void begin(int announced, int arriving) {
            ByteBuf head = Unpooled.buffer();
            head.writeByte(Frames.FIN | Frames.BINARY);
            if (announced < 0x10000) {
                head.writeByte(0x80 | 126).writeShort(announced);
            } else {
                head.writeByte(0x80 | 127).writeLong(announced);
            }
            head.writeInt(0); // the mask
            frames.read(head);
            goOn(arriving);
        }

        void goOn(int bytes) {
            for (int left = bytes; left > 0; left -= 16 * 1024) {
                frames.read(Unpooled.wrappedBuffer(new byte[Math.min(left, 16 * 1024)]));
            }
        }

        @Override
        public void message(int opcode, boolean deflated, byte[] payload) {
            messages.add(payload.length);
        }

        @Override
        public void ping(byte[] payload) {}

        @Override
        public void closed(int code) {}

        @Override
        public void failed(CloseCode code) {
            failures.add(code);
        }
    }
}
