package coffee.crema.realtime.wire;

import coffee.crema.realtime.RealtimeLimits;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one place that turns messages and records into bytes and back.
///
/// **Shapes.** Data are records (or maps of them). Components that are `Optional…` or `@Nullable` may be absent and are not written when empty; all others are required. A
/// record with one text component `value` (an id) travels as that text; an enum by its `wireName()`, or its name; {@link RawJson} as it is.
///
/// **Threading.** Any thread; does not block.
public final class WireMapper {
    private final JsonMapper mapper;
    private final ObjectWriter sorted;
    private final MessageReader reader;
    private final MessageWriter writer;
    private final ConcurrentMap<Class<?>, ObjectReader> strict = new ConcurrentHashMap<>();
    private final ConcurrentMap<Class<?>, ObjectReader> lenient = new ConcurrentHashMap<>();

    public WireMapper(RealtimeLimits.Wire limits) {
        JsonFactory json = Formats.json(limits);
        CBORFactory cbor = Formats.cbor(limits);
        mapper = Formats.mapper(json);
        sorted = mapper.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        reader = new MessageReader(json, cbor, this::strictReader);
        writer = new MessageWriter(json, cbor, mapper.writer());
    }

    /// Appends one message to `out`.
    public void encode(WireFormat format, ServerMessage message, OutputStream out) {
        try {
            writer.write(format, message, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] encode(WireFormat format, ServerMessage message) {
        var out = new ByteArrayOutputStream(256);
        encode(format, message, out);
        return out.toByteArray();
    }

    /// Reads a message. Never throws for what a client can send.
    ///
    /// @param shapes the record class of each command's `type`, null for an unknown one
    public ClientMessage decode(
            WireFormat format, byte[] message, Function<String, @Nullable Class<?>> shapes) {
        return reader.read(format, message, shapes);
    }

    /// Writes a record, for an event, a record of a command, or an answer over HTTP.
    public byte[] toJson(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written: " + value.getClass(), e);
        }
    }

    /// Reads back what {@link #toJson} wrote, maybe by a newer node: unknown fields are passed over.
    ///
    /// @throws IllegalArgumentException when it is not of that type
    public <T> T fromJson(byte[] json, Class<T> type) {
        try {
            return type.cast(lenientReader(type).readValue(json));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
        }
    }

    /// Reads what a stranger sent, one object, for example the body of an HTTP request, as strictly as a command.
    ///
    /// @throws RejectedException `malformed`, `too_large`, `invalid_field`
    public <T> T parse(byte[] json, Class<T> type) {
        try {
            JsonBytes.check(json);
        } catch (JsonBytes.BadText e) {
            throw Refusal.malformed(e.what());
        }
        try (JsonParser in = mapper.getFactory().createParser(json)) {
            T value = type.cast(strictReader(type).readValue(in));
            if (in.nextToken() != null) {
                throw Refusal.malformed("something follows the object");
            }
            if (value == null) {
                throw Refusal.malformed("not an object");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw Refusal.of("", e);
        }
    }

    /// A fingerprint of a request, the same for each format and order of fields: base64url of SHA-256, 43 characters.
    public String digest(String type, Object data) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(type.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            sha256.update(sorted.writeValueAsBytes(data));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written: " + data.getClass(), e);
        }
    }

    private ObjectReader strictReader(Class<?> type) {
        return strict.computeIfAbsent(type, mapper::readerFor);
    }

    private ObjectReader lenientReader(Class<?> type) {
        return lenient.computeIfAbsent(
                type,
                t ->
                        mapper.readerFor(t)
                                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    }
}
