package coffee.crema.realtime.adapter.netty;

/// Checks UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] text) {
        int i = 0;
        while (i < text.length) {
            int lead = text[i++];
            if (lead >= 0) {
                continue;
            }
            int tail = tailLength(lead & 0xff);
            if (tail == 0 || i + tail > text.length || !isSecond(lead & 0xff, text[i] & 0xff)) {
                return false;
            }
            for (int end = i + tail; i < end; i++) {
                if ((text[i] & 0xc0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int tailLength(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        if (lead < 0xe0) {
            return 1;
        }
        return lead < 0xf0 ? 2 : 3;
    }

    /// What the second byte may be depends on the first for the four leads where a plain range would let wrong characters in.
    private static boolean isSecond(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> true;
        };
    }
}
