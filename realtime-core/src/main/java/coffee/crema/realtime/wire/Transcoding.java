package coffee.crema.realtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Copies one value from a reader of one format to a writer of another, token by token, in constant memory.
final class Transcoding {
    private Transcoding() {}

    /// Copies the value that starts at the current token, and leaves the reader at its last token. Numbers that no JSON can say (infinity, not a number) are refused;
    /// byte strings become base64 text in JSON.
    static void copyValue(JsonParser from, JsonGenerator to) throws IOException {
        int depth = 0;
        JsonToken token = from.currentToken();
        while (true) {
            if (token == null) {
                throw new JsonParseException(from, "ends in the middle of a value");
            }
            copyToken(token, from, to);
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            token = from.nextToken();
        }
    }

    private static void copyToken(JsonToken token, JsonParser from, JsonGenerator to)
            throws IOException {
        switch (token) {
            case START_OBJECT -> to.writeStartObject();
            case END_OBJECT -> to.writeEndObject();
            case START_ARRAY -> to.writeStartArray();
            case END_ARRAY -> to.writeEndArray();
            case FIELD_NAME -> to.writeFieldName(from.currentName());
            case VALUE_STRING -> to.writeString(from.getText());
            case VALUE_NUMBER_INT -> copyWhole(from, to);
            case VALUE_NUMBER_FLOAT -> copyFraction(from, to);
            case VALUE_TRUE -> to.writeBoolean(true);
            case VALUE_FALSE -> to.writeBoolean(false);
            case VALUE_NULL -> to.writeNull();
            case VALUE_EMBEDDED_OBJECT -> copyEmbedded(from, to);
            case NOT_AVAILABLE ->
                    throw new JsonParseException(from, "ends in the middle of a value");
        }
    }

    private static void copyWhole(JsonParser from, JsonGenerator to) throws IOException {
        if (from.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            to.writeNumber(from.getBigIntegerValue());
        } else {
            to.writeNumber(from.getLongValue());
        }
    }

    private static void copyFraction(JsonParser from, JsonGenerator to) throws IOException {
        double value = from.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new JsonParseException(from, "a number is out of range");
        }
        to.writeNumber(value);
    }

    private static void copyEmbedded(JsonParser from, JsonGenerator to) throws IOException {
        Object value = from.getEmbeddedObject();
        if (value instanceof byte[] bytes) {
            to.writeBinary(bytes);
        } else if (value == null) {
            to.writeNull();
        } else {
            throw new JsonParseException(from, "a value of an unknown kind");
        }
    }
}
