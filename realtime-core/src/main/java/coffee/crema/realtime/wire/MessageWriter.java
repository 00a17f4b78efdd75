package coffee.crema.realtime.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes server messages.
final class MessageWriter {
    private static final byte[] EVENT = ascii("{\"type\":\"event\",\"channel\":\"");
    private static final byte[] OFFSET = ascii("\",\"offset\":");
    private static final byte[] NAME_AFTER_OFFSET = ascii(",\"event\":\"");
    private static final byte[] NAME_AFTER_CHANNEL = ascii("\",\"event\":\"");
    private static final byte[] AT = ascii("\",\"atMs\":");
    private static final byte[] DATA = ascii(",\"data\":");

    private final JsonFactory json;
    private final JsonFactory cbor;
    private final ObjectWriter data;

    MessageWriter(JsonFactory json, JsonFactory cbor, ObjectWriter data) {
        this.json = json;
        this.cbor = cbor;
        this.data = data;
    }

    void write(WireFormat format, ServerMessage message, OutputStream out) throws IOException {
        if (format == WireFormat.JSON && message instanceof ServerMessage.Happened happened) {
            splice(happened, out);
            return;
        }
        JsonFactory factory = format == WireFormat.JSON ? json : cbor;
        try (JsonGenerator to = factory.createGenerator(out)) {
            to.writeStartObject();
            writeFields(message, to);
            to.writeEndObject();
        }
    }

    /// The data of an event is JSON already: its bytes are copied, not parsed.
    private static void splice(ServerMessage.Happened happened, OutputStream out)
            throws IOException {
        Event event = happened.event();
        out.write(EVENT);
        out.write(quoted(happened.channel().value()));
        if (happened.offset() >= 0) {
            out.write(OFFSET);
            out.write(ascii(Long.toString(happened.offset())));
            out.write(NAME_AFTER_OFFSET);
        } else {
            out.write(NAME_AFTER_CHANNEL);
        }
        out.write(quoted(event.name()));
        out.write(AT);
        out.write(ascii(Long.toString(event.atMs())));
        out.write(DATA);
        out.write(event.json());
        out.write('}');
    }

    private void writeFields(ServerMessage message, JsonGenerator to) throws IOException {
        switch (message) {
            case ServerMessage.Ack ack -> {
                to.writeStringField("type", "ack");
                to.writeNumberField("id", ack.id());
                writeData(ack.data(), to);
            }
            case ServerMessage.Refused refused -> writeRefused(refused, to);
            case ServerMessage.Happened happened -> writeHappened(happened, to);
            case ServerMessage.Snapshot snapshot -> {
                to.writeStringField("type", "snapshot");
                to.writeStringField("channel", snapshot.channel().value());
                to.writeStringField("epoch", snapshot.position().epoch());
                to.writeNumberField("offset", snapshot.position().offset());
                to.writeStringField("reason", snapshot.reason());
                writeData(snapshot.data(), to);
            }
            case ServerMessage.Notice notice -> {
                to.writeStringField("type", notice.type());
                writeData(notice.data(), to);
            }
        }
    }

    private void writeData(Object value, JsonGenerator to) throws IOException {
        to.writeFieldName("data");
        data.writeValue(to, value);
    }

    private void writeRefused(ServerMessage.Refused refused, JsonGenerator to) throws IOException {
        to.writeStringField("type", "error");
        Long id = refused.id();
        if (id != null) {
            to.writeNumberField("id", id);
        }
        to.writeFieldName("error");
        data.writeValue(to, ErrorBody.of(refused.cause()));
    }

    private static void writeHappened(ServerMessage.Happened happened, JsonGenerator to)
            throws IOException {
        Event event = happened.event();
        to.writeStringField("type", "event");
        to.writeStringField("channel", happened.channel().value());
        if (happened.offset() >= 0) {
            to.writeNumberField("offset", happened.offset());
        }
        to.writeStringField("event", event.name());
        to.writeNumberField("atMs", event.atMs());
        to.writeFieldName("data");
        try (JsonParser in = Formats.PLAIN_JSON.createParser(event.json())) {
            in.nextToken();
            Transcoding.copyValue(in, to);
        }
    }

    private static byte[] quoted(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
