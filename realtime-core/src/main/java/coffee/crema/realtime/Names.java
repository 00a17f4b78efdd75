package coffee.crema.realtime;

import coffee.crema.realtime.wire.RejectedException;

/// The one rule for names that travel: visible ASCII, bounded.
final class Names {
    private Names() {}

    static void requireVisibleAscii(String what, String value, int lengthMax) {
        if (!isVisibleAscii(value, lengthMax)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + lengthMax + " visible ASCII characters");
        }
    }

    static void rejectUnlessVisibleAscii(String field, String value, int lengthMax) {
        if (!isVisibleAscii(value, lengthMax)) {
            throw RejectedException.invalid(
                    field, "1 to " + lengthMax + " visible ASCII characters", lengthMax);
        }
    }

    private static boolean isVisibleAscii(String value, int lengthMax) {
        return !value.isEmpty()
                && value.length() <= lengthMax
                && value.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
