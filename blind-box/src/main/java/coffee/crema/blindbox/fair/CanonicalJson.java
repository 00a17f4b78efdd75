package coffee.crema.blindbox.fair;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// JSON in the one form of RFC 8785 (JCS): the same value gives the same bytes everywhere, so that a hash of it can be checked by anybody.
///
/// Whole numbers beyond 2^53 and numbers beyond a double are refused: they would not survive every reader.
public final class CanonicalJson {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// The largest whole number that every JSON reader keeps (RFC 7493).
    private static final BigDecimal EXACT_MAX = BigDecimal.valueOf((1L << 53) - 1);

    private static final int DEPTH_MAX = 32;

    private CanonicalJson() {}

    /// @param utf8 one complete JSON value
    /// @throws IllegalArgumentException when it is not, or holds a number that cannot be kept exactly; the message holds nothing of the value
    public static byte[] of(byte[] utf8) {
        var out = new StringBuilder(utf8.length);
        try (JsonParser in = JSON.createParser(utf8)) {
            in.nextToken();
            write(in, out, 0);
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON value");
            }
        } catch (IOException e) {
            // The cause would name what stands there.
            throw new IllegalArgumentException("not a JSON value");
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonParser in, StringBuilder out, int depth) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null || depth > DEPTH_MAX) {
            throw new IllegalArgumentException("not a JSON value, or too deep");
        }
        switch (token) {
            case START_OBJECT -> object(in, out, depth);
            case START_ARRAY -> array(in, out, depth);
            case VALUE_STRING -> text(in.getText(), out);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.append(number(in));
            case VALUE_TRUE -> out.append("true");
            case VALUE_FALSE -> out.append("false");
            case VALUE_NULL -> out.append("null");
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalArgumentException("not a JSON value");
        }
    }

    /// Members by their names' UTF-16 code units, which is how Java compares strings.
    private static void object(JsonParser in, StringBuilder out, int depth) throws IOException {
        Map<String, String> members = new TreeMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            var value = new StringBuilder();
            write(in, value, depth + 1);
            members.put(name, value.toString());
        }
        char before = '{';
        for (Map.Entry<String, String> member : members.entrySet()) {
            out.append(before);
            text(member.getKey(), out);
            out.append(':').append(member.getValue());
            before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void array(JsonParser in, StringBuilder out, int depth) throws IOException {
        out.append('[');
        boolean first = true;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                out.append(',');
            }
            first = false;
            write(in, out, depth + 1);
        }
        out.append(']');
    }

    private static void text(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean paired =
                    Character.isHighSurrogate(c)
                            && i + 1 < value.length()
                            && Character.isLowSurrogate(value.charAt(i + 1));
            if (paired) {
                out.append(c).append(value.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("half a surrogate pair");
            } else {
                character(c, out);
            }
        }
        out.append('"');
    }

    private static void character(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < 0x20) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static String number(JsonParser in) throws IOException {
        double value = in.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number beyond a double");
        }
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getDecimalValue().abs().compareTo(EXACT_MAX) > 0) {
            throw new IllegalArgumentException("a whole number beyond 2^53");
        }
        return ecmaScript(value);
    }

    /// As ECMAScript writes a number: the shortest digits that give it back (which {@link Double#toString} finds), a point where it is expected, an exponent beyond
    /// 10^21 and below 10^-6.
    static String ecmaScript(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        var out = new StringBuilder(value < 0 ? "-" : "");
        if (point > 21 || point <= -6) {
            int exponent = point - 1;
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            return out.append('e')
                    .append(exponent < 0 ? "-" : "+")
                    .append(Math.abs(exponent))
                    .toString();
        }
        if (point <= 0) {
            return out.append("0.").append("0".repeat(-point)).append(digits).toString();
        }
        if (digits.length() <= point) {
            return out.append(digits).append("0".repeat(point - digits.length())).toString();
        }
        return out.append(digits, 0, point)
                .append('.')
                .append(digits, point, digits.length())
                .toString();
    }

    /// Java wants two digits at least, and takes the nearest of two where one would do: 4.9E-324 for 5e-324.
    private static BigDecimal shortest(double value) {
        BigDecimal found = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal shorter = found.round(new MathContext(1)).stripTrailingZeros();
        boolean same = found.precision() == 2 && shorter.doubleValue() == value;
        return same ? shorter : found;
    }
}
