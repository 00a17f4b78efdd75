package coffee.crema.realtime.broker;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.Event;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Streams with positions, and their delivery to every node that follows them.
///
/// **Delivery.** Every event of a followed channel reaches the listener in the order of offsets, at least once, *with possible
/// gaps*: a broker may lose a live delivery. Who listens compares positions and fills gaps by {@link #read}, also on channels
/// that are quiet, by {@link #tops}. Ephemeral events have no offset, are not kept, and may be lost.
///
/// **Threading.** Any thread may call; nothing blocks. Stages complete and listeners are called on broker threads, which must
/// not block either: hand over to your own loop.
///
/// **Errors.** Stages fail with {@link BrokerUnavailableException} when the broker cannot be reached, or did not answer within its
/// timeout (2 s). After a timeout the event may still appear.
///
/// **Not promised.** Order between two channels; history beyond the retained size and age.
public interface Broker extends AutoCloseable {

    /// Appends to the channel's stream and delivers, in one atomic step. Calls of one thread to one channel keep their order.
    ///
    /// @param idempotencyKey at most 128 characters; a second publish with the same key within 5 minutes appends nothing and
    ///   answers the first position. Null for none.
    CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String idempotencyKey);

    /// Delivers to whoever listens now, and keeps nothing.
    CompletionStage<Void> publishEphemeral(ChannelName channel, Event event);

    /// Starts to deliver a channel to this node. One listener a channel and node: the caller multiplexes.
    ///
    /// @return the position from which on deliveries are made: what has a greater offset will be delivered
    CompletionStage<Position> follow(ChannelName channel, BrokerListener listener);

    /// Ends the delivery of a channel to this node.
    CompletionStage<Void> unfollow(ChannelName channel);

    /// Reads what came after a position.
    ///
    /// @param since the last position known; null reads from the oldest event retained
    /// @param limit at most so many events, 1 to 1,000
    CompletionStage<Replay> read(ChannelName channel, @Nullable Position since, int limit);

    /// The current end of each channel's stream, in one round trip where the broker allows.
    CompletionStage<Map<ChannelName, Position>> tops(Collection<ChannelName> channels);

    /// Gives the stream a new epoch if it still has the given one: positions of the old epoch cannot be recovered any more. For a node
    /// that sees a stream go back behind what it has delivered (a store restored from an old copy).
    CompletionStage<Position> renewEpoch(ChannelName channel, String epoch);

    /// Whether the broker answers at present.
    boolean available();

    @Override
    void close();
}
