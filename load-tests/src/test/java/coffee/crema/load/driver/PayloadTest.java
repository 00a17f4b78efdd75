package coffee.crema.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PayloadTest {

    @Test
    void time_and_number_are_read_back_from_within_a_message() {
        long dueNanos = System.nanoTime() + 5_000_000_000L;
        byte[] payload = Payload.encode(dueNanos, 1234567);
        byte[] message =
                ("{\"type\":\"event\",\"data\":"
                                + new String(payload, StandardCharsets.US_ASCII)
                                + "}")
                        .getBytes(StandardCharsets.US_ASCII);

        int at = Payload.find(message, 0, message.length);

        assertThat(payload).hasSize(Payload.BYTES);
        assertThat(at).isEqualTo(23);
        assertThat(Payload.dueNanos(message, at)).isEqualTo(dueNanos);
        assertThat(Payload.number(message, at)).isEqualTo(1234567);
    }

    @Test
    void what_goes_through_canonical_json_is_read_back_too() {
        long dueNanos = System.nanoTime() + 5_000_000_000L;
        byte[] message =
                ("{\"mark\":" + Payload.canonical(dueNanos, 7) + "}")
                        .getBytes(StandardCharsets.US_ASCII);

        int at = Payload.find(message, 0, message.length);

        assertThat(at).isEqualTo(8);
        assertThat(Payload.dueNanos(message, at)).isEqualTo(dueNanos);
        assertThat(Payload.number(message, at)).isEqualTo(7);
    }

    @Test
    void other_messages_have_none() {
        byte[] message =
                "{\"type\":\"ack\",\"id\":7,\"data\":{\"offset\":12}}"
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(Payload.find(message, 0, message.length)).isEqualTo(-1);
    }
}
