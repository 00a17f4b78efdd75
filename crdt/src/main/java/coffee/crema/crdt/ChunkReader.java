package coffee.crema.crdt;

import java.util.ArrayList;
import java.util.List;

/// Reads Automerge's binary forms: LEB128 numbers, hashes, length-prefixed bytes. Never past its end, and never allocates more than is there.
public final class ChunkReader {
    private static final int SHIFT_MAX = 63;

    private final byte[] bytes;
    private final int end;
    private int at;

    public ChunkReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ChunkReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// Where the next byte is read.
    public int position() {
        return at;
    }

    public boolean atEnd() {
        return at >= end;
    }

    public int u8() throws MalformedChangeException {
        if (at >= end) {
            throw new MalformedChangeException("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    /// An unsigned LEB128 number below 2^63, in its shortest form.
    public long number() throws MalformedChangeException {
        long value = 0;
        for (int shift = 0; shift < SHIFT_MAX; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new MalformedChangeException("a number is longer than it need be");
                }
                return value;
            }
        }
        throw new MalformedChangeException("a number is too large");
    }

    /// A signed LEB128 number.
    public long signedNumber() throws MalformedChangeException {
        long value = 0;
        for (int shift = 0; shift <= SHIFT_MAX; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                boolean negative = (next & 0x40) != 0 && shift + 7 < Long.SIZE;
                return negative ? value | (-1L << (shift + 7)) : value;
            }
        }
        throw new MalformedChangeException("a number is too large");
    }

    /// A length of what follows, which is there.
    public int length() throws MalformedChangeException {
        long length = number();
        if (length > end - at) {
            throw new MalformedChangeException("a length leads past the end");
        }
        return (int) length;
    }

    /// Length-prefixed bytes, a copy.
    public byte[] block() throws MalformedChangeException {
        return take(length());
    }

    public byte[] take(int count) throws MalformedChangeException {
        if (count < 0 || count > end - at) {
            throw new MalformedChangeException("it ends too early");
        }
        byte[] some = new byte[count];
        System.arraycopy(bytes, at, some, 0, count);
        at += count;
        return some;
    }

    public void skip(int count) throws MalformedChangeException {
        if (count < 0 || count > end - at) {
            throw new MalformedChangeException("it ends too early");
        }
        at += count;
    }

    /// A count, and so many hashes.
    public List<ChangeHash> hashes() throws MalformedChangeException {
        long count = number();
        if (count > (end - at) / ChangeHash.BYTES) {
            throw new MalformedChangeException("more hashes are announced than are there");
        }
        if (count == 0) {
            return List.of();
        }
        var hashes = new ArrayList<ChangeHash>((int) count);
        for (long i = 0; i < count; i++) {
            hashes.add(ChangeHash.of(bytes, at));
            at += ChangeHash.BYTES;
        }
        return hashes;
    }
}
