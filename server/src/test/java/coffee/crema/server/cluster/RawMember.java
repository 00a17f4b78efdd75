package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.adapter.netty.RawClient;
import coffee.crema.realtime.adapter.netty.RawClient.Frame;
import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Members who write the bytes of their frames themselves.
final class RawMember {
    private static final AtomicInteger USERS = new AtomicInteger();

    private RawMember() {}

    static RawClient member(NodeProcess node, WireFormat format) throws IOException {
        RawClient client =
                RawClient.open(
                        node.port(),
                        "Sec-WebSocket-Protocol: " + format.subprotocol(),
                        "Authorization: Bearer " + Tokens.of("mallory-" + USERS.incrementAndGet()));
        connect(client, format);
        return client;
    }

    static void connect(RawClient client, WireFormat format) throws IOException {
        var mapper = mapper(format);
        client.frame(
                opcode(format),
                mapper.writeValueAsBytes(Map.of("type", "connect", "id", 1, "data", Map.of())));
        assertThat(mapper.readTree(client.read().payload()).get("type").asText()).isEqualTo("ack");
    }

    /// Asks for the time, and reads until it is told or the socket ends.
    static boolean answersTime(RawClient client, WireFormat format, ObjectMapper mapper)
            throws IOException {
        long id = 1L << 40 | USERS.incrementAndGet();
        try {
            client.frame(
                    opcode(format),
                    mapper.writeValueAsBytes(Map.of("type", "time", "id", id, "data", Map.of())));
            while (true) {
                Frame frame = client.read();
                if (frame.opcode() == 8) {
                    assertThat(frame.closeCode()).isGreaterThanOrEqualTo(3500);
                    return false;
                }
                JsonNode message = mapper.readTree(frame.payload());
                assertThat(message.at("/error/code").asText())
                        .as("an answer to what was tampered with: %s", message)
                        .isNotEqualTo("internal");
                if (message.path("id").asLong() == id) {
                    return true;
                }
            }
        } catch (EOFException | SocketException ended) {
            return false;
        }
    }

    static int opcode(WireFormat format) {
        return switch (format) {
            case JSON -> 0x81;
            case CBOR -> 0x82;
        };
    }

    static ObjectMapper mapper(WireFormat format) {
        return switch (format) {
            case JSON -> JsonMapper.builder().build();
            case CBOR -> new CBORMapper();
        };
    }
}
