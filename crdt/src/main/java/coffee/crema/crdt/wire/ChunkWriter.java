package coffee.crema.crdt.wire;

import coffee.crema.crdt.ChangeHash;
import java.util.Arrays;
import java.util.Collection;

/// Writes what {@link coffee.crema.crdt.ChunkReader} reads.
final class ChunkWriter {
    private byte[] bytes;
    private int length;

    ChunkWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    void u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    /// Unsigned LEB128.
    void number(long value) {
        long rest = value;
        for (; Long.compareUnsigned(rest, 0x7f) > 0; rest >>>= 7) {
            u8((int) (rest & 0x7f) | 0x80);
        }
        u8((int) rest);
    }

    void raw(byte[] some) {
        room(some.length);
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
    }

    void block(byte[] some) {
        number(some.length);
        raw(some);
    }

    /// Ascending, as the protocol wants them.
    void hashes(Collection<ChangeHash> hashes) {
        number(hashes.size());
        room(ChangeHash.BYTES * hashes.size());
        ChangeHash[] sorted = hashes.toArray(ChangeHash[]::new);
        Arrays.sort(sorted);
        for (ChangeHash hash : sorted) {
            hash.write(bytes, length);
            length += ChangeHash.BYTES;
        }
    }

    private void room(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
