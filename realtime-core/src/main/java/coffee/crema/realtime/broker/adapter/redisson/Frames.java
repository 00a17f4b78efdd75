package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The bytes that travel through Redis.
///
/// An event is its time (8 bytes, Unix milliseconds), the length of its name (1 byte), the name, and its JSON. A message on a topic is what
/// `publish.lua` puts before it: `1`, the length of the epoch, the epoch, the offset (8 bytes); or `2` alone when it is not kept.
final class Frames {
    private static final byte KEPT = 1;
    private static final byte EPHEMERAL = 2;

    /// What came by a topic.
    sealed interface Frame {
        record Appended(Position position, Event event) implements Frame {}

        record Ephemeral(Event event) implements Frame {}
    }

    private Frames() {}

    /// @throws IllegalArgumentException the event is larger than events may be
    static byte[] encode(Event event) {
        byte[] name = event.name().getBytes(StandardCharsets.UTF_8);
        if (name.length > 255 || event.json().length > Event.DATA_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "an event carries at most "
                            + Event.DATA_BYTES_MAX
                            + " bytes under a name of at most 255");
        }
        return ByteBuffer.allocate(Long.BYTES + 1 + name.length + event.json().length)
                .putLong(event.atMs())
                .put((byte) name.length)
                .put(name)
                .put(event.json())
                .array();
    }

    /// @throws java.nio.BufferUnderflowException these are not the bytes of an event
    static Event event(byte[] bytes) {
        return event(ByteBuffer.wrap(bytes));
    }

    /// @throws IllegalArgumentException these are not the bytes of a message
    /// @throws java.nio.BufferUnderflowException these are not the bytes of a message
    static Frame frame(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        return switch (kind) {
            case KEPT -> {
                String epoch = text(in, Byte.toUnsignedInt(in.get()));
                yield new Frame.Appended(new Position(epoch, in.getLong()), event(in));
            }
            case EPHEMERAL -> new Frame.Ephemeral(event(in));
            default -> throw new IllegalArgumentException("no such kind of message: " + kind);
        };
    }

    private static Event event(ByteBuffer in) {
        long atMs = in.getLong();
        String name = text(in, Byte.toUnsignedInt(in.get()));
        byte[] json = new byte[in.remaining()];
        in.get(json);
        return new Event(name, atMs, json);
    }

    private static String text(ByteBuffer in, int length) {
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
