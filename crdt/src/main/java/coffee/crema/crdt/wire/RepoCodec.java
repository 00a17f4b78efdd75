package coffee.crema.crdt.wire;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and writes automerge-repo's network messages in CBOR. Thread-safe.
///
/// Clients pass over `targetId`, so what goes to several of them is encoded once, for {@link #EVERYONE}.
public final class RepoCodec {
    /// The target of what is encoded once for many.
    public static final String EVERYONE = "*";

    /// The longest name of a peer or session, in characters.
    public static final int NAME_CHARS_MAX = 256;

    private static final int DEPTH_MAX = 16;
    private static final int STRING_CHARS_MAX = 4096;
    private static final int FIELDS_MAX = 64;
    private static final int VERSIONS_MAX = 16;

    private final CBORFactory factory =
            CBORFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(STRING_CHARS_MAX)
                                    .maxNameLength(NAME_CHARS_MAX)
                                    .build())
                    .build();

    /// The fields that any message may have.
    private static final class Fields {
        @Nullable String type;
        @Nullable String senderId;
        @Nullable String documentId;
        @Nullable String sessionId;
        byte @Nullable [] data;
        long count = -1;
        List<String> versions = List.of();
    }

    /// @throws RejectedException `malformed` or `invalid_field`
    public RepoMessage decode(byte[] cbor) {
        try (JsonParser in = factory.createParser(cbor)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("not a map");
            }
            Fields fields = new Fields();
            for (int count = 0; in.nextToken() == JsonToken.FIELD_NAME; count++) {
                if (count == FIELDS_MAX) {
                    throw malformed("too many fields");
                }
                String name = in.currentName();
                in.nextToken();
                read(in, name, fields);
            }
            if (in.nextToken() != null) {
                throw malformed("more follows the message");
            }
            return message(fields);
        } catch (IOException broken) {
            // The parser's own words may quote the input.
            throw malformed("not well-formed CBOR");
        }
    }

    private static void read(JsonParser in, String name, Fields fields) throws IOException {
        switch (name) {
            case "type" -> fields.type = text(in, name);
            case "senderId" -> fields.senderId = text(in, name);
            case "documentId" -> fields.documentId = text(in, name);
            case "sessionId" -> fields.sessionId = text(in, name);
            case "count" -> {
                if (!in.currentToken().isNumeric()) {
                    throw RejectedException.invalid(name, "must be a number");
                }
                fields.count = in.getValueAsLong();
            }
            case "data" -> {
                if (in.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
                    throw RejectedException.invalid(name, "must be bytes");
                }
                fields.data = in.getBinaryValue();
            }
            case "supportedProtocolVersions" -> fields.versions = texts(in, name);
            default -> in.skipChildren();
        }
    }

    private static String text(JsonParser in, String name) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw RejectedException.invalid(name, "must be a text");
        }
        String text = in.getText();
        if (text.isEmpty() || text.length() > NAME_CHARS_MAX) {
            throw RejectedException.invalid(name, "1 to 256 characters", NAME_CHARS_MAX);
        }
        return text;
    }

    private static List<String> texts(JsonParser in, String name) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw RejectedException.invalid(name, "must be a list");
        }
        var texts = new ArrayList<String>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (texts.size() == VERSIONS_MAX) {
                throw RejectedException.invalid(name, "at most 16 of them", VERSIONS_MAX);
            }
            texts.add(text(in, name));
        }
        return texts;
    }

    private static RepoMessage message(Fields fields) {
        String type = required("type", fields.type);
        String sender = required("senderId", fields.senderId);
        return switch (type) {
            case "join" -> new RepoMessage.Join(sender, fields.versions);
            case "sync" -> new RepoMessage.Sync(sender, document(fields), data(fields));
            case "request" -> new RepoMessage.Ask(sender, document(fields), data(fields));
            case "doc-unavailable" -> new RepoMessage.Unavailable(sender, document(fields));
            case "ephemeral" -> {
                if (fields.count < 0) {
                    throw RejectedException.invalid("count", "is required");
                }
                yield new RepoMessage.Ephemeral(
                        sender,
                        document(fields),
                        fields.count,
                        required("sessionId", fields.sessionId),
                        data(fields));
            }
            case "leave" -> new RepoMessage.Leave(sender);
            default -> new RepoMessage.Other(sender, type);
        };
    }

    private static String document(Fields fields) {
        return required("documentId", fields.documentId);
    }

    private static byte[] data(Fields fields) {
        if (fields.data == null || fields.data.length == 0) {
            throw RejectedException.invalid("data", "is required, and must not be empty");
        }
        return fields.data;
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw RejectedException.invalid(name, "is required");
        }
        return value;
    }

    private static RejectedException malformed(String what) {
        return RejectedException.of(ErrorCode.MALFORMED, what);
    }

    /// What writes one message's fields.
    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    /// The answer to `join`.
    ///
    /// @param storageId under which clients keep what this server has; the same for all nodes of a cluster
    public byte[] peer(String senderId, String targetId, String storageId) {
        return encode(
                "peer",
                senderId,
                targetId,
                out -> {
                    out.writeObjectFieldStart("peerMetadata");
                    out.writeStringField("storageId", storageId);
                    out.writeBooleanField("isEphemeral", false);
                    out.writeEndObject();
                    out.writeStringField("selectedProtocolVersion", "1");
                });
    }

    public byte[] sync(String senderId, String targetId, String documentId, byte[] data) {
        return encode(
                "sync",
                senderId,
                targetId,
                out -> {
                    out.writeStringField("documentId", documentId);
                    out.writeBinaryField("data", data);
                });
    }

    public byte[] unavailable(String senderId, String targetId, String documentId) {
        return encode(
                "doc-unavailable",
                senderId,
                targetId,
                out -> out.writeStringField("documentId", documentId));
    }

    /// Passed on in the words of its sender.
    public byte[] ephemeral(RepoMessage.Ephemeral message) {
        return encode(
                "ephemeral",
                message.senderId(),
                EVERYONE,
                out -> {
                    out.writeNumberField("count", message.count());
                    out.writeStringField("sessionId", message.sessionId());
                    out.writeStringField("documentId", message.documentId());
                    out.writeBinaryField("data", message.data());
                });
    }

    /// A refusal: the protocol's `message`, and beside it what our error codes say.
    ///
    /// @param documentId of the document it is about; null for none
    public byte[] error(
            String senderId,
            String targetId,
            @Nullable String documentId,
            RejectedException refusal) {
        return encode(
                "error",
                senderId,
                targetId,
                out -> {
                    out.writeStringField("message", refusal.reason());
                    if (documentId != null) {
                        out.writeStringField("documentId", documentId);
                    }
                    out.writeStringField("code", refusal.code().wireName());
                    out.writeNumberField("number", refusal.code().number());
                    out.writeBooleanField("retryable", refusal.code().retryable());
                    if (refusal.limit().isPresent()) {
                        out.writeNumberField("limit", refusal.limit().getAsLong());
                    }
                });
    }

    private byte[] encode(String type, String senderId, String targetId, Body body) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = factory.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("type", type);
            out.writeStringField("senderId", senderId);
            out.writeStringField("targetId", targetId);
            body.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
