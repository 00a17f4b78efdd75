package coffee.crema.realtime.wire;

/// Something that happened, as it travels through brokers and is kept in streams.
///
/// @param name its wire name, for example `chat.said`; 1 to 64 characters
/// @param atMs when it was published, Unix milliseconds
/// @param json its data: one JSON object, UTF-8, at most 64 KiB. Not copied: nobody may change it.
@SuppressWarnings(
        "ArrayRecordComponent") // shared between members without a copy; compared by identity only
public record Event(String name, long atMs, byte[] json) {

    /// The longest data accepted, in bytes.
    public static final int DATA_BYTES_MAX = 64 * 1024;
}
