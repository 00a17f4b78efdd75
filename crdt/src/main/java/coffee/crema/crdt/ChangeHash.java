package coffee.crema.crdt;

import coffee.crema.realtime.wire.RejectedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// The SHA-256 of a change: its name everywhere. Ordered as unsigned bytes, as the sync protocol sorts hashes.
///
/// @param a the first 8 bytes, big endian, and so on
public record ChangeHash(long a, long b, long c, long d) implements Comparable<ChangeHash> {
    /// Of a hash, in bytes.
    public static final int BYTES = 32;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// Reads 32 bytes.
    public static ChangeHash of(byte[] bytes, int offset) {
        return new ChangeHash(
                (long) LONGS.get(bytes, offset),
                (long) LONGS.get(bytes, offset + 8),
                (long) LONGS.get(bytes, offset + 16),
                (long) LONGS.get(bytes, offset + 24));
    }

    /// @param hex 64 hexadecimal digits
    /// @throws IllegalArgumentException when it is not
    public static ChangeHash ofHex(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("a change's hash has 64 hexadecimal digits");
        }
        return of(HexFormat.of().parseHex(hex), 0);
    }

    /// What a client sent.
    ///
    /// @throws RejectedException `invalid_field`
    public static ChangeHash parse(String field, String hex) {
        try {
            return ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw RejectedException.invalid(field, "64 hexadecimal digits", 2 * BYTES);
        }
    }

    /// Writes 32 bytes.
    public void write(byte[] into, int offset) {
        LONGS.set(into, offset, a);
        LONGS.set(into, offset + 8, b);
        LONGS.set(into, offset + 16, c);
        LONGS.set(into, offset + 24, d);
    }

    /// 32 bytes, new.
    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0);
        return bytes;
    }

    /// 64 lower case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public int compareTo(ChangeHash other) {
        int order = Long.compareUnsigned(a, other.a);
        if (order == 0) {
            order = Long.compareUnsigned(b, other.b);
        }
        if (order == 0) {
            order = Long.compareUnsigned(c, other.c);
        }
        return order == 0 ? Long.compareUnsigned(d, other.d) : order;
    }

    /// It is a digest already.
    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeHash that
                && a == that.a
                && b == that.b
                && c == that.c
                && d == that.d;
    }

    @Override
    public String toString() {
        return hex();
    }
}
