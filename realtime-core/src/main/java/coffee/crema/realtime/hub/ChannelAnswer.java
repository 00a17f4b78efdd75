package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.wire.Patient;
import coffee.crema.realtime.wire.RawJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The answers to {@link ChannelCommand}s.
public sealed interface ChannelAnswer {

    /// To `channel.subscribe`.
    record Subscribed(ChannelName channel, boolean recovered, String epoch, long offset)
            implements ChannelAnswer {}

    /// To `channel.unsubscribe`.
    record Unsubscribed() implements ChannelAnswer {}

    /// To `channel.publish`; both empty for an ephemeral event.
    record Published(Optional<String> epoch, OptionalLong offset)
            implements ChannelAnswer, Patient {
        static Published at(Position position) {
            return new Published(Optional.of(position.epoch()), OptionalLong.of(position.offset()));
        }

        static Published nowhere() {
            return new Published(Optional.empty(), OptionalLong.empty());
        }
    }

    /// To `channel.history`.
    ///
    /// @param epoch of the stream as it is now
    /// @param offset the stream's end; there is more to ask for while the last event's offset is smaller
    /// @param complete whether nothing is missing between the offset asked for and the first event
    record PastEvents(String epoch, long offset, boolean complete, List<Entry> events)
            implements ChannelAnswer {

        /// At most so many bytes of data in one answer; what is over it is left for the next request.
        static final long BYTES_MAX = 512 * 1024L;

        static PastEvents of(Replay replay) {
            long[] bytes = {0};
            List<Entry> entries =
                    replay.entries().stream()
                            .takeWhile(entry -> {
                                boolean first = bytes[0] == 0;
                                bytes[0] += entry.event().json().length;
                                return first || bytes[0] <= BYTES_MAX;
                            })
                            .map(Entry::of)
                            .toList();
            return new PastEvents(
                    replay.top().epoch(), replay.top().offset(), replay.complete(), entries);
        }
    }

    /// One event of the past.
    record Entry(long offset, String event, long atMs, RawJson data) {
        static Entry of(Replay.Entry entry) {
            return new Entry(
                    entry.offset(),
                    entry.event().name(),
                    entry.event().atMs(),
                    new RawJson(entry.event().json()));
        }
    }

    /// The notice `moved`: this socket no longer follows the channel.
    ///
    /// @param reason `left`, `kicked`, `banned`, `closed` or `denied`
    record Moved(ChannelName channel, String reason) implements ChannelAnswer {}
}
