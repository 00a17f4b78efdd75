package coffee.crema.crdt.wire;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.ChunkReader;
import coffee.crema.crdt.MalformedChangeException;
import java.util.Collection;

/// Automerge's bloom filter over change hashes: 10 bits and 7 probes an entry, about 1 % false positives. Its three probe seeds are the first 12 bytes of the hash.
///
/// Written as: number of entries, bits an entry, probes (LEB128 each), then the bits. A filter without entries is written as nothing.
public final class BloomFilter {
    private static final int BITS_PER_ENTRY = 10;
    private static final int PROBES = 7;

    /// What a stranger's filter may ask of us for each hash.
    private static final int PROBES_MAX = 32;

    private static final BloomFilter EMPTY = new BloomFilter(0, 0, 0, new byte[0]);

    private final long entries;
    private final long bitsPerEntry;
    private final int probes;
    private final byte[] bits;

    private BloomFilter(long entries, long bitsPerEntry, int probes, byte[] bits) {
        this.entries = entries;
        this.bitsPerEntry = bitsPerEntry;
        this.probes = probes;
        this.bits = bits;
    }

    public static BloomFilter empty() {
        return EMPTY;
    }

    public static BloomFilter of(Collection<ChangeHash> hashes) {
        if (hashes.isEmpty()) {
            return EMPTY;
        }
        byte[] bits = new byte[Math.toIntExact((hashes.size() * (long) BITS_PER_ENTRY + 7) / 8)];
        var filter = new BloomFilter(hashes.size(), BITS_PER_ENTRY, PROBES, bits);
        for (ChangeHash hash : hashes) {
            filter.add(hash);
        }
        return filter;
    }

    /// @throws MalformedChangeException when it is no filter
    public static BloomFilter parse(byte[] bytes) throws MalformedChangeException {
        if (bytes.length == 0) {
            return EMPTY;
        }
        var in = new ChunkReader(bytes);
        long entries = in.number();
        long bitsPerEntry = in.number();
        long probes = in.number();
        byte[] bits = in.take(bytes.length - in.position());
        if (probes > PROBES_MAX || (entries > 0 && (bits.length == 0 || probes == 0))) {
            throw new MalformedChangeException("a bloom filter is out of its bounds");
        }
        return new BloomFilter(entries, bitsPerEntry, (int) probes, bits);
    }

    public boolean isEmpty() {
        return entries == 0;
    }

    /// Whether the hash was put in; sometimes also when it was not.
    public boolean mayHold(ChangeHash hash) {
        if (entries == 0) {
            return false;
        }
        long modulo = 8L * bits.length;
        long x = seed(hash.a(), 32) % modulo;
        long y = seed(hash.a(), 0) % modulo;
        long z = seed(hash.b(), 32) % modulo;
        for (int i = 0; ; ) {
            if ((bits[(int) (x >>> 3)] >> (x & 7) & 1) == 0) {
                return false;
            }
            if (++i == probes) {
                return true;
            }
            x = (x + y) % modulo;
            y = (y + z) % modulo;
        }
    }

    private void add(ChangeHash hash) {
        long modulo = 8L * bits.length;
        long x = seed(hash.a(), 32) % modulo;
        long y = seed(hash.a(), 0) % modulo;
        long z = seed(hash.b(), 32) % modulo;
        for (int i = 0; i < probes; i++) {
            bits[(int) (x >>> 3)] |= (byte) (1 << (x & 7));
            x = (x + y) % modulo;
            y = (y + z) % modulo;
        }
    }

    /// Four bytes of the hash, little endian, unsigned.
    private static long seed(long eightBytes, int shift) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) (eightBytes >>> shift)));
    }

    byte[] bytes() {
        if (entries == 0) {
            return bits;
        }
        var out = new ChunkWriter(bits.length + 16);
        out.number(entries);
        out.number(bitsPerEntry);
        out.number(probes);
        out.raw(bits);
        return out.toByteArray();
    }
}
