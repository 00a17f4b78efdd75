package coffee.crema.realtime.wire;

import java.time.InstantSource;

/// Makes events.
///
/// **Threading.** Any thread; does not block.
public final class Events {
    private static final int NAME_CHARS_MAX = 64;

    private final WireMapper mapper;
    private final InstantSource clock;

    public Events(WireMapper mapper, InstantSource clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /// An event that happens now.
    ///
    /// @param name its wire name, for example `chat.said`
    /// @param data a record, a map or a {@link RawJson} object
    /// @throws RejectedException `too_large`, when the data is over {@link Event#DATA_BYTES_MAX} as JSON
    public Event event(String name, Object data) {
        if (name.isEmpty() || name.length() > NAME_CHARS_MAX) {
            throw new IllegalArgumentException("not the name of an event: " + name);
        }
        byte[] json = data instanceof RawJson raw ? raw.utf8() : mapper.toJson(data);
        if (json.length > Event.DATA_BYTES_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE, "the event's data is too large", Event.DATA_BYTES_MAX);
        }
        return new Event(name, clock.millis(), json);
    }
}
