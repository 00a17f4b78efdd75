package coffee.crema.rooms;

import coffee.crema.realtime.wire.RejectedException;
import org.jspecify.annotations.Nullable;

/// Checks of what clients send; a refusal names the field.
public final class Fields {
    private Fields() {}

    /// @return the text without blanks around it
    /// @throws RejectedException `invalid_field`, when it is blank, too long, or holds control characters other than line breaks and tabs
    public static String text(String field, String value, int lengthMax) {
        String text = value.strip();
        boolean garbled =
                text.chars()
                        .anyMatch(c ->
                                Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r');
        if (text.isEmpty() || text.length() > lengthMax || garbled) {
            throw RejectedException.invalid(
                    field, "1 to " + lengthMax + " characters, no control characters", lengthMax);
        }
        return text;
    }

    /// @param absent what stands for a field that was not sent
    /// @throws RejectedException `invalid_field`, when it is out of range
    public static int number(String field, @Nullable Integer value, int absent, int min, int max) {
        int number = value == null ? absent : value;
        if (number < min || number > max) {
            throw RejectedException.invalid(field, min + " to " + max, max);
        }
        return number;
    }

    /// The end of a ban or a mute.
    ///
    /// @throws RejectedException `invalid_field`, when it lies in the past
    static long until(@Nullable Long untilMs, long nowMs) {
        if (untilMs == null) {
            return Standing.FOREVER;
        }
        if (untilMs <= nowMs) {
            throw RejectedException.invalid("data.untilMs", "a time to come, Unix milliseconds");
        }
        return untilMs;
    }
}
