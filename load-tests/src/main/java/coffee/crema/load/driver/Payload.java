package coffee.crema.load.driver;

import java.nio.charset.StandardCharsets;

/// What every delivery carries: a JSON object of exactly {@link #BYTES} bytes with the time at which it was due and its number.
///
/// `{"t":1000000000000000,"n":10000000,"p":"xxx…"}`. Both numbers have a fixed width, so that they are read without a JSON parser; `t` is nanoseconds since the
/// driver started plus 10^15. Within canonical JSON, whose members are sorted, the second is named `x`.
public final class Payload {
    public static final int BYTES = 128;
    static final int HEAD_BYTES = 34;

    private static final long TIME_BASE = 1_000_000_000_000_000L;
    private static final int NUMBER_BASE = 10_000_000;
    private static final int TIME_AT = 5;
    private static final int TIME_DIGITS = 16;
    private static final int NUMBER_AT = 26;
    private static final int NUMBER_DIGITS = 8;
    private static final long ORIGIN_NANOS = System.nanoTime();
    private static final byte[] TEMPLATE = template();

    private Payload() {}

    /// @param dueNanos `System.nanoTime()` at which it should be sent
    /// @param number 0 to 89,999,999
    public static byte[] encode(long dueNanos, int number) {
        byte[] bytes = TEMPLATE.clone();
        digits(bytes, TIME_AT, TIME_DIGITS, TIME_BASE + dueNanos - ORIGIN_NANOS);
        digits(bytes, NUMBER_AT, NUMBER_DIGITS, NUMBER_BASE + number);
        return bytes;
    }

    /// The same as {@link #encode} for JSON that is put into canonical form on its way: time and number alone.
    public static String canonical(long dueNanos, int number) {
        return "{\"t\":"
                + (TIME_BASE + dueNanos - ORIGIN_NANOS)
                + ",\"x\":"
                + (NUMBER_BASE + number)
                + "}";
    }

    /// Where a payload begins within a message, or -1.
    static int find(byte[] bytes, int from, int to) {
        for (int at = from; at + HEAD_BYTES <= to; at++) {
            if (isAt(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    static boolean isAt(byte[] bytes, int at) {
        return bytes[at] == '{'
                && bytes[at + 1] == '"'
                && bytes[at + 2] == 't'
                && bytes[at + 3] == '"'
                && bytes[at + 4] == ':'
                && bytes[at + 5] == '1'
                && bytes[at + TIME_AT + TIME_DIGITS] == ','
                && (bytes[at + 23] == 'n' || bytes[at + 23] == 'x');
    }

    static long dueNanos(byte[] bytes, int at) {
        return number(bytes, at + TIME_AT, TIME_DIGITS) - TIME_BASE + ORIGIN_NANOS;
    }

    static int number(byte[] bytes, int at) {
        return (int) number(bytes, at + NUMBER_AT, NUMBER_DIGITS) - NUMBER_BASE;
    }

    private static long number(byte[] bytes, int at, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + (bytes[at + i] - '0');
        }
        return value;
    }

    private static void digits(byte[] bytes, int at, int digits, long value) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static byte[] template() {
        var text = "{\"t\":1000000000000000,\"n\":10000000,\"p\":\"";
        return (text + "x".repeat(BYTES - text.length() - 2) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
