package coffee.crema.realtime.wire;

import coffee.crema.realtime.wire.JsonBytes.BadText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads client messages. CBOR is rewritten as JSON first, so that there is one grammar to defend.
final class MessageReader {
    private static final long ID_MAX = (1L << 53) - 1;
    private static final String DATA = "data";

    private final JsonFactory json;
    private final CBORFactory cbor;
    private final Function<Class<?>, ObjectReader> readers;

    MessageReader(JsonFactory json, CBORFactory cbor, Function<Class<?>, ObjectReader> readers) {
        this.json = json;
        this.cbor = cbor;
        this.readers = readers;
    }

    ClientMessage read(
            WireFormat format, byte[] message, Function<String, @Nullable Class<?>> shapes) {
        byte[] text = message;
        try {
            if (format == WireFormat.CBOR) {
                text = rewritten(message);
            }
            requireObject(text);
            JsonBytes.check(text);
        } catch (BadText e) {
            if (e.isOfContent() && isWhole(text)) {
                return new ClientMessage.Unreadable(idOf(text), Refusal.malformed(e.what()), false);
            }
            return new ClientMessage.Unreadable(null, Refusal.malformed(e.what()), true);
        } catch (StreamConstraintsException e) {
            return new ClientMessage.Unreadable(null, Refusal.of("", e), false);
        } catch (IOException | RuntimeException e) {
            // The CBOR parser leaves hostile lengths to the bounds of arrays.
            return new ClientMessage.Unreadable(null, Refusal.malformed("not CBOR"), true);
        }
        try (JsonParser in = json.createParser(text)) {
            return new Envelope(in, shapes).read();
        } catch (IOException | RuntimeException e) {
            RejectedException refusal = Refusal.of("", e);
            boolean fatal = refusal.code() == ErrorCode.MALFORMED && !isWhole(text);
            return new ClientMessage.Unreadable(idOf(text), refusal, fatal);
        }
    }

    /// The parser would take a UTF-16 text for one; and a text that does not begin with a brace needs no parser.
    private static void requireObject(byte[] text) throws BadText {
        int first = 0;
        while (first < text.length && isSpace(text[first])) {
            first++;
        }
        if (first == text.length || text[first] != '{') {
            throw new BadText("not an object");
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private byte[] rewritten(byte[] message) throws IOException, BadText {
        var bytes = new ByteArrayOutputStream(message.length + message.length / 2);
        try (JsonParser in = cbor.createParser(message);
                JsonGenerator out = Formats.PLAIN_JSON.createGenerator(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new BadText("not an object");
            }
            Transcoding.copyValue(in, out);
            if (in.nextToken() != null) {
                throw new BadText("something follows the message");
            }
        }
        return bytes.toByteArray();
    }

    /// Whether it is one well-formed object after all, so that only its content is at fault.
    private static boolean isWhole(byte[] text) {
        try (JsonParser in = Formats.PLAIN_JSON.createParser(text)) {
            in.nextToken();
            in.skipChildren();
            return in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /// The number of a message that was refused, so that the client can tell which one it was.
    private static @Nullable Long idOf(byte[] text) {
        try (JsonParser in = Formats.PLAIN_JSON.createParser(text)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = in.currentName().equals("id");
                if (in.nextToken() == JsonToken.VALUE_NUMBER_INT && isId) {
                    long id = in.getLongValue();
                    return id >= 1 && id <= ID_MAX ? id : null;
                }
                in.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    /// One pass over `{type, id, data}`, in any order.
    private final class Envelope {
        private final JsonParser in;
        private final Function<String, @Nullable Class<?>> shapes;
        private long id;
        private @Nullable String type;
        private @Nullable Object data;
        private @Nullable TokenBuffer earlyData;

        Envelope(JsonParser in, Function<String, @Nullable Class<?>> shapes) {
            this.in = in;
            this.shapes = shapes;
        }

        ClientMessage read() throws IOException {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "type" -> readType(value);
                    case "id" -> readId(value);
                    case DATA -> readData(value);
                    default -> throw RejectedException.invalid(name, "unknown field");
                }
            }
            if (in.nextToken() != null) {
                throw Refusal.malformed("something follows the message");
            }
            return whole();
        }

        private ClientMessage whole() throws IOException {
            String knownType = required("type", type);
            if (id == 0) {
                throw RejectedException.invalid("id", "is required");
            }
            if (earlyData != null) {
                try (JsonParser buffered = earlyData.asParserOnFirstToken()) {
                    data = bind(buffered, knownType);
                }
            }
            return new ClientMessage.Asked(id, knownType, required(DATA, data));
        }

        private void readType(JsonToken value) throws IOException {
            if (value != JsonToken.VALUE_STRING) {
                throw RejectedException.invalid("type", "must be a text");
            }
            type = in.getText();
            if (shapes.apply(type) == null) {
                throw RejectedException.of(ErrorCode.UNKNOWN_TYPE, "there is no such command");
            }
        }

        private void readId(JsonToken value) throws IOException {
            boolean whole =
                    value == JsonToken.VALUE_NUMBER_INT
                            && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!whole || in.getLongValue() < 1 || in.getLongValue() > ID_MAX) {
                throw RejectedException.invalid("id", "a whole number, 1 to 2^53-1", ID_MAX);
            }
            id = in.getLongValue();
        }

        private void readData(JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                throw RejectedException.invalid(DATA, "must be an object");
            }
            if (type != null) {
                data = bind(in, type);
                return;
            }
            // Rare: the data comes before the type that says how to read it.
            earlyData = new TokenBuffer(in);
            earlyData.copyCurrentStructure(in);
        }

        private Object bind(JsonParser from, String type) throws IOException {
            Class<?> shape = shapes.apply(type);
            if (shape == null) {
                throw RejectedException.of(ErrorCode.UNKNOWN_TYPE, "there is no such command");
            }
            try {
                return readers.apply(shape).readValue(from);
            } catch (IOException | RuntimeException e) {
                throw Refusal.of(DATA, e);
            }
        }

        private static <T> T required(String field, @Nullable T value) {
            if (value == null) {
                throw RejectedException.invalid(field, "is required");
            }
            return value;
        }
    }
}
