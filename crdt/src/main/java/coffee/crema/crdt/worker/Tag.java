package coffee.crema.crdt.worker;

/// How a document's content goes through the pipe: a byte for the kind of each value, then its bytes, big endian. Counts and lengths are `u32`, texts are UTF-8.
/// Also runs in the worker, so it must need no library.
public final class Tag {
    public static final byte NULL = 0;
    public static final byte TRUE = 1;
    public static final byte FALSE = 2;

    /// `s64`
    public static final byte INT = 3;

    /// `u64`
    public static final byte UINT = 4;

    /// `f64`
    public static final byte DOUBLE = 5;

    /// Length, UTF-8: a string that can only be replaced.
    public static final byte STRING = 6;

    /// Length, UTF-8: a text that many can edit.
    public static final byte TEXT = 7;

    /// Length, bytes.
    public static final byte BYTES = 8;

    /// `s64`
    public static final byte COUNTER = 9;

    /// `s64`, Unix milliseconds.
    public static final byte TIMESTAMP = 10;

    /// Count; for each a name (length, UTF-8) and a value.
    public static final byte MAP = 11;

    /// Count; the values.
    public static final byte LIST = 12;

    /// In an edit: the value goes.
    public static final byte GONE = 13;

    /// How deep values may be nested; a crafted document can be deeper, or hold itself.
    public static final int DEPTH_MAX = 64;

    private Tag() {}
}
