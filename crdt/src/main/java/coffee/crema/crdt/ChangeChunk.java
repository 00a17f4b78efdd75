package coffee.crema.crdt;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// How a change is written: `85 6f 4a 83`, the first 4 bytes of its hash, a type, the body's length (LEB128), the body. The hash is the SHA-256 of
/// `01`, the length of the plain body, and the plain body.
final class ChangeChunk {
    private static final byte[] MAGIC = {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83};
    private static final int CHECKSUM_BYTES = 4;
    private static final int PLAIN = 1;
    private static final int DEFLATED = 2;
    private static final int ACTOR_BYTES_MAX = 64;
    private static final int MESSAGE_BYTES_MAX = 4096;

    private ChangeChunk() {}

    static Change parse(byte[] chunk) throws MalformedChangeException {
        if (chunk.length > Change.CHUNK_BYTES_MAX) {
            throw tooLarge();
        }
        var head = new ChunkReader(chunk);
        for (byte expected : MAGIC) {
            if ((byte) head.u8() != expected) {
                throw new MalformedChangeException("it does not begin as a chunk");
            }
        }
        byte[] checksum = head.take(CHECKSUM_BYTES);
        int type = head.u8();
        int length = head.length();
        int from = head.position();
        if (from + length != chunk.length) {
            throw new MalformedChangeException("more follows the chunk");
        }
        byte[] plain =
                switch (type) {
                    case PLAIN -> chunk;
                    case DEFLATED -> plain(checksum, inflate(chunk, from, length));
                    default -> throw new MalformedChangeException("it is no change");
                };
        return ofPlain(plain, checksum);
    }

    private static Change ofPlain(byte[] chunk, byte[] checksum) throws MalformedChangeException {
        int hashed = MAGIC.length + CHECKSUM_BYTES;
        MessageDigest sha = sha256();
        sha.update(chunk, hashed, chunk.length - hashed);
        byte[] digest = sha.digest();
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            if (digest[i] != checksum[i]) {
                throw new MalformedChangeException("its checksum is wrong");
            }
        }
        var body = new ChunkReader(chunk, hashed + 1, chunk.length);
        body.length();
        List<ChangeHash> dependencies = body.hashes();
        if (dependencies.size() > Change.DEPENDENCIES_MAX) {
            throw new MalformedChangeException("it has too many dependencies");
        }
        byte[] actor = block(body, ACTOR_BYTES_MAX);
        long seq = body.number();
        long startOp = body.number();
        if (seq == 0 || startOp == 0) {
            throw new MalformedChangeException("its numbers begin at 1");
        }
        long timeSeconds = body.signedNumber();
        String message = text(block(body, MESSAGE_BYTES_MAX));
        return new Change(
                ChangeHash.of(digest, 0),
                dependencies,
                HexFormat.of().formatHex(actor),
                seq,
                startOp,
                timeSeconds,
                message,
                chunk);
    }

    private static byte[] block(ChunkReader body, int bytesMax) throws MalformedChangeException {
        int length = body.length();
        if (length > bytesMax) {
            throw tooLarge();
        }
        return body.take(length);
    }

    private static String text(byte[] utf8) throws MalformedChangeException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedChangeException("its message is not UTF-8");
        }
    }

    private static byte[] inflate(byte[] chunk, int from, int length)
            throws MalformedChangeException {
        try (var inflater = new Inflater(true)) {
            inflater.setInput(chunk, from, length);
            var body = new ByteArrayOutputStream(Math.min(4 * length, Change.CHUNK_BYTES_MAX));
            byte[] some = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(some);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new MalformedChangeException("it cannot be inflated");
                }
                if (body.size() + count > Change.CHUNK_BYTES_MAX) {
                    throw tooLarge();
                }
                body.write(some, 0, count);
            }
            return body.toByteArray();
        } catch (DataFormatException e) {
            throw new MalformedChangeException("it cannot be inflated");
        }
    }

    private static byte[] plain(byte[] checksum, byte[] body) {
        var chunk = new ByteArrayOutputStream(body.length + 16);
        chunk.writeBytes(MAGIC);
        chunk.writeBytes(checksum);
        chunk.write(PLAIN);
        long rest = body.length;
        do {
            int low = (int) (rest & 0x7f);
            rest >>>= 7;
            chunk.write(rest == 0 ? low : low | 0x80);
        } while (rest != 0);
        chunk.writeBytes(body);
        return chunk.toByteArray();
    }

    private static MalformedChangeException tooLarge() {
        return new MalformedChangeException("it is too large");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
