package coffee.crema.crdt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.zip.Deflater;

/// Change chunks made by hand: a sound header, and no operations. Public: also for tests of other packages.
public final class Chunks {
    private Chunks() {}

    /// A change that {@link Change#parse} reads.
    public static Change change(
            String actor, long seq, Collection<ChangeHash> dependencies, String message) {
        var body = new ByteArrayOutputStream();
        number(body, dependencies.size());
        dependencies.stream()
                .sorted(Comparator.naturalOrder())
                .forEach(dependency -> body.writeBytes(dependency.bytes()));
        block(body, actor.getBytes(StandardCharsets.UTF_8));
        number(body, seq);
        number(body, seq);
        body.write(0);
        block(body, message.getBytes(StandardCharsets.UTF_8));
        try {
            return Change.parse(chunk(1, body.toByteArray(), body.toByteArray()));
        } catch (MalformedChangeException e) {
            throw new AssertionError(e);
        }
    }

    /// A deflated chunk with a right checksum, whose body has so many bytes.
    static byte[] bomb(int bytes) {
        byte[] body = new byte[bytes];
        try (var deflater = new Deflater(9, true)) {
            deflater.setInput(body);
            deflater.finish();
            byte[] deflated = new byte[bytes];
            int length = deflater.deflate(deflated);
            return chunk(2, Arrays.copyOf(deflated, length), body);
        }
    }

    private static byte[] chunk(int type, byte[] body, byte[] plain) {
        var hashed = new ByteArrayOutputStream();
        hashed.write(1);
        block(hashed, plain);
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes(new byte[] {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83});
        chunk.write(sha256(hashed.toByteArray()), 0, 4);
        chunk.write(type);
        block(chunk, body);
        return chunk.toByteArray();
    }

    private static void block(ByteArrayOutputStream out, byte[] bytes) {
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((int) (rest & 0x7f) | 0x80);
        }
        out.write((int) rest);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
