package coffee.crema.crdt.worker;

import coffee.crema.crdt.AutomergeWorkers.Content;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// Content between JSON and what goes through the pipe, see {@link Tag}. Names are written in order, so that the same content is the same bytes.
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Always with milliseconds, as JavaScript writes it.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final String field;
    private final Predicate<String> isText;
    private final DataOutputStream out;

    private JsonTree(String field, Predicate<String> isText, DataOutputStream out) {
        this.field = field;
        this.isText = isText;
        this.out = out;
    }

    /// @param field what a refusal names
    /// @param isText by JSON pointer within the content: whether a string becomes editable text
    /// @throws RejectedException `invalid_field` for what Automerge cannot hold
    static byte[] encode(String field, JsonNode content, Predicate<String> isText) {
        var bytes = new ByteArrayOutputStream();
        try {
            new JsonTree(field, isText, new DataOutputStream(bytes)).value(content, "", 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void value(JsonNode node, String pointer, int depth) throws IOException {
        if (depth > Tag.DEPTH_MAX) {
            throw RejectedException.invalid(field, "nested too deep", Tag.DEPTH_MAX);
        }
        switch (node.getNodeType()) {
            case NULL -> out.writeByte(Tag.NULL);
            case BOOLEAN -> out.writeByte(node.booleanValue() ? Tag.TRUE : Tag.FALSE);
            case NUMBER -> number(node);
            case STRING -> {
                out.writeByte(isText.test(pointer) ? Tag.TEXT : Tag.STRING);
                utf8(node.textValue());
            }
            case ARRAY -> {
                out.writeByte(Tag.LIST);
                out.writeInt(node.size());
                for (int i = 0; i < node.size(); i++) {
                    value(node.get(i), pointer + '/' + i, depth + 1);
                }
            }
            case OBJECT -> map(node, pointer, depth);
            case BINARY, MISSING, POJO ->
                    throw RejectedException.invalid(field, "holds what is no JSON");
        }
    }

    private void number(JsonNode node) throws IOException {
        if (node.isIntegralNumber()) {
            if (!node.canConvertToLong()) {
                throw RejectedException.invalid(field, "a whole number is out of range");
            }
            out.writeByte(Tag.INT);
            out.writeLong(node.longValue());
        } else {
            out.writeByte(Tag.DOUBLE);
            out.writeDouble(node.doubleValue());
        }
    }

    private void map(JsonNode node, String pointer, int depth) throws IOException {
        out.writeByte(Tag.MAP);
        out.writeInt(node.size());
        Iterable<String> names = node::fieldNames;
        for (String name : StreamSupport.stream(names.spliterator(), false).sorted().toList()) {
            utf8(name);
            String step = name.replace("~", "~0").replace("/", "~1");
            value(node.get(name), pointer + '/' + step, depth + 1);
        }
    }

    private void utf8(String text) throws IOException {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
        } catch (CharacterCodingException e) {
            throw RejectedException.invalid(field, "holds half a character");
        }
    }

    /// Reads what a worker answered: text and strings alike, numbers that JSON has none of as null.
    ///
    /// @throws IllegalArgumentException when it is not well-formed
    static JsonNode decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        JsonNode node = decode(in, 0);
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("more follows the content");
        }
        return node;
    }

    /// Reads what a worker answered to `READ_ALL`.
    ///
    /// @throws IllegalArgumentException when it is not well-formed
    static Content decodeAll(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        JsonNode chosen = decode(in, 0);
        Map<String, List<JsonNode>> others = new LinkedHashMap<>();
        for (int places = count(in); places > 0; places--) {
            String pointer = text(in);
            List<JsonNode> values = new ArrayList<>();
            for (int rest = count(in); rest > 0; rest--) {
                values.add(decode(in, 0));
            }
            others.put(pointer, List.copyOf(values));
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("more follows the content");
        }
        return new Content(chosen, others);
    }

    private static JsonNode decode(ByteBuffer in, int depth) {
        if (depth > Tag.DEPTH_MAX) {
            throw new IllegalArgumentException("nested too deep");
        }
        byte tag = in.get();
        return switch (tag) {
            case Tag.NULL -> NODES.nullNode();
            case Tag.TRUE -> NODES.booleanNode(true);
            case Tag.FALSE -> NODES.booleanNode(false);
            case Tag.INT, Tag.COUNTER -> whole(in.getLong());
            case Tag.UINT -> unsigned(in.getLong());
            case Tag.DOUBLE -> real(in.getDouble());
            case Tag.STRING, Tag.TEXT -> NODES.textNode(text(in));
            case Tag.BYTES -> NODES.textNode(Base64.getEncoder().encodeToString(some(in)));
            case Tag.TIMESTAMP -> NODES.textNode(TIME.format(Instant.ofEpochMilli(in.getLong())));
            case Tag.MAP -> object(in, depth);
            case Tag.LIST -> array(in, depth);
            default -> throw new IllegalArgumentException("no kind of value has the tag " + tag);
        };
    }

    private static ObjectNode object(ByteBuffer in, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int rest = count(in); rest > 0; rest--) {
            String name = text(in);
            object.set(name, decode(in, depth + 1));
        }
        return object;
    }

    private static ArrayNode array(ByteBuffer in, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int rest = count(in); rest > 0; rest--) {
            array.add(decode(in, depth + 1));
        }
        return array;
    }

    private static JsonNode unsigned(long value) {
        return value >= 0
                ? whole(value)
                : NODES.numberNode(new BigInteger(Long.toUnsignedString(value)));
    }

    /// The same node as when the number is parsed from JSON.
    private static JsonNode whole(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    private static JsonNode real(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    private static String text(ByteBuffer in) {
        return new String(some(in), StandardCharsets.UTF_8);
    }

    private static byte[] some(ByteBuffer in) {
        byte[] bytes = new byte[count(in)];
        in.get(bytes);
        return bytes;
    }

    /// Every value and byte counted is at least a byte that follows.
    private static int count(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("a count is wrong");
        }
        return count;
    }
}
