package coffee.crema.server.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Messages that were once right.
final class Fuzz {
    private final Random random;
    private final List<byte[]> honest = new ArrayList<>();

    Fuzz(Random random, ObjectMapper mapper) throws IOException {
        this.random = random;
        int id = 2;
        for (var command : Commands.ALL.entrySet()) {
            honest.add(
                    mapper.writeValueAsBytes(
                            Map.of(
                                    "type",
                                    command.getKey(),
                                    "id",
                                    id++,
                                    "data",
                                    command.getValue())));
        }
    }

    byte[] next() {
        byte[] message = honest.get(random.nextInt(honest.size())).clone();
        return switch (random.nextInt(5)) {
            case 0 -> noise();
            case 1 -> Arrays.copyOf(message, random.nextInt(message.length));
            case 2 -> spliced(message);
            default -> flipped(message);
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] flipped(byte[] message) {
        for (int i = 0; i <= random.nextInt(4); i++) {
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return message;
    }

    private byte[] spliced(byte[] message) {
        byte[] other = honest.get(random.nextInt(honest.size()));
        var both = new ByteArrayOutputStream();
        both.write(message, 0, random.nextInt(message.length));
        int from = random.nextInt(other.length);
        both.write(other, from, other.length - from);
        return both.toByteArray();
    }
}
