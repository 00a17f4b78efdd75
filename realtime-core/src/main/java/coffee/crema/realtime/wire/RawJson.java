package coffee.crema.realtime.wire;

import java.nio.charset.StandardCharsets;

/// A JSON value that nobody on the way looks into: application data of clients. As a component of a record it is read and written in place.
///
/// @param utf8 one complete value, checked, without white space around tokens. Not copied: nobody may change it.
@SuppressWarnings("ArrayRecordComponent") // passed through, never compared
public record RawJson(byte[] utf8) {

    private static final RawJson EMPTY_OBJECT = new RawJson(new byte[] {'{', '}'});

    /// `{}`
    public static RawJson emptyObject() {
        return EMPTY_OBJECT;
    }

    public boolean isObject() {
        return utf8.length > 1 && utf8[0] == '{';
    }

    public int sizeBytes() {
        return utf8.length;
    }

    /// The text, for tests and tools.
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// Never the value: it must not reach a log.
    @Override
    public String toString() {
        return "JSON of " + utf8.length + " bytes";
    }
}
