package coffee.crema.realtime.broker;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.Event;
import java.util.List;

/// Part of a stream.
///
/// @param top the end of the stream when it was read
/// @param entries what came after the position asked for, oldest first, without gaps among themselves
/// @param complete whether nothing is missing between the position asked for and the first entry; false when the epoch differs, the
///   position lies after the end, or the events after it are no longer retained
public record Replay(Position top, List<Entry> entries, boolean complete) {

    public Replay {
        entries = List.copyOf(entries);
    }

    /// One retained event.
    public record Entry(long offset, Event event) {}
}
