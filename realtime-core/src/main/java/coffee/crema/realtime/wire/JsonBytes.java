package coffee.crema.realtime.wire;

/// The check that comes before parsing. The parser is lenient with encodings (it guesses UTF-16, and takes overlong forms and lone surrogates), and
/// databases are not.
final class JsonBytes {

    /// What is wrong with a text, in words for the client.
    static final class BadText extends Exception {
        private static final long serialVersionUID = 1L;

        private final String what;
        private final boolean ofContent;

        BadText(String what) {
            this(what, false);
        }

        private BadText(String what, boolean ofContent) {
            super(what, null, false, false);
            this.what = what;
            this.ofContent = ofContent;
        }

        /// The message may be whole, and only a text in it no database would take: somebody pasted it, or cut an emoji in half.
        static BadText ofContent(String what) {
            return new BadText(what, true);
        }

        boolean isOfContent() {
            return ofContent;
        }

        String what() {
            return what;
        }
    }

    private final byte[] bytes;
    private int at;

    private JsonBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Accepts well-formed UTF-8 without U+0000, whose escapes form whole characters.
    static void check(byte[] bytes) throws BadText {
        new JsonBytes(bytes).run();
    }

    private void run() throws BadText {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b < 0) {
                sequence(b & 0xff);
            } else if (b == '\\') {
                escape();
            } else if (b == 0) {
                throw new BadText("contains U+0000");
            } else {
                at++;
            }
        }
    }

    /// The table of well-formed sequences: Unicode 15, table 3-7.
    private void sequence(int lead) throws BadText {
        int second = continuation(1);
        if (lead >= 0xc2 && lead <= 0xdf) {
            at += 2;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            boolean overlong = lead == 0xe0 && second < 0xa0;
            boolean surrogate = lead == 0xed && second > 0x9f;
            continuation(2);
            require(!overlong && !surrogate);
            at += 3;
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            boolean overlong = lead == 0xf0 && second < 0x90;
            boolean beyond = lead == 0xf4 && second > 0x8f;
            continuation(2);
            continuation(3);
            require(!overlong && !beyond);
            at += 4;
        } else {
            throw invalidUtf8();
        }
    }

    private int continuation(int ahead) throws BadText {
        int index = at + ahead;
        int b = index < bytes.length ? bytes[index] & 0xff : 0;
        require((b & 0xc0) == 0x80);
        return b;
    }

    private static void require(boolean wellFormed) throws BadText {
        if (!wellFormed) {
            throw invalidUtf8();
        }
    }

    private static BadText invalidUtf8() {
        return new BadText("not valid UTF-8");
    }

    private void escape() throws BadText {
        int unit = unitAt(at);
        if (unit < 0) {
            at += 2;
            return;
        }
        if (unit == 0) {
            throw BadText.ofContent("contains U+0000");
        }
        if (Character.isLowSurrogate((char) unit)
                || (Character.isHighSurrogate((char) unit) && !isLowSurrogate(unitAt(at + 6)))) {
            throw BadText.ofContent("contains half of a surrogate pair");
        }
        at += Character.isHighSurrogate((char) unit) ? 12 : 6;
    }

    private static boolean isLowSurrogate(int unit) {
        return unit >= 0 && Character.isLowSurrogate((char) unit);
    }

    /// The UTF-16 unit that is escaped at `index`; -1 when there is none (the parser judges what is there).
    private int unitAt(int index) {
        if (index + 6 > bytes.length || bytes[index] != '\\' || bytes[index + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = index + 2; i < index + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
