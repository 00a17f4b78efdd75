package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Subscriptions;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The channels of this node: who follows what, and every member sees every event once, in order, or a fresh snapshot.
///
/// A channel is followed at the broker while it has a member (and a little longer), and everything about it happens in its **serial turn**: deliveries, members that
/// come and go, and what features do in {@link ChannelObserver}.
///
/// **Threading.** Any thread may call; nothing blocks.
public interface Hub extends Subscriptions {

    /// What a member is told when it cannot be brought up to date by events.
    ///
    /// Called outside of the turn, on any thread; must not block. The position was read before: the state may be newer than it, and events that follow may repeat what the
    /// state already holds (clients apply by id).
    @FunctionalInterface
    interface SnapshotSource {
        CompletionStage<? extends Object> snapshot(Connection member);
    }

    /// Makes a connection follow a channel. Permission has been checked by the caller.
    ///
    /// @param since where the member left off, or null for a snapshot
    /// @return fails with `unavailable` when the broker is away and the channel was not followed yet, `too_many` over the member's channel limit
    CompletionStage<Attachment> attach(
            Connection member,
            ChannelName channel,
            @Nullable Position since,
            SnapshotSource snapshots);

    /// Ends it. Harmless when the member does not follow the channel.
    void detach(Connection member, ChannelName channel);

    /// {@link #detach} from all channels: the socket is gone.
    @Override
    void detachAll(Connection member);

    /// Appends an event to the channel for every member on every node.
    CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String idempotencyKey);

    /// Sends an event that is not kept to every member on every node; when the broker is away, to those of this node.
    CompletionStage<Void> publishEphemeral(ChannelName channel, Event event);

    /// Runs in the channel's turn on this node, if the channel has members here; otherwise not at all.
    void inTurn(ChannelName channel, Consumer<Turn> task);

    /// Follows a channel for this node itself, without a member: its {@link ChannelObserver}s hear it until {@link #unwatch} was called as often.
    ///
    /// @return the position after which everything is heard, as `appended` or as `reset`; fails with `unavailable` when the broker is away, and then the channel is
    ///   not watched
    CompletionStage<Position> watch(ChannelName channel);

    /// Ends what one {@link #watch} that succeeded began.
    void unwatch(ChannelName channel);

    /// Hears of every channel whose name starts with `prefix`. To be called before the first member comes.
    void observe(String prefix, ChannelObserver observer);

    /// The serial turn of one channel on this node. Valid only during the call that receives it; must not block.
    interface Turn {
        ChannelName channel();

        /// The members on this node, a copy.
        List<Connection> members();

        /// To the members on this node.
        void deliver(ServerMessage message);

        void deliverExcept(Connection excluded, ServerMessage message);

        /// Drops what this node keeps of the channel's past, so that members who come back are served from {@link coffee.crema.realtime.broker.Broker#read}: for a
        /// feature that takes back what it published, and whose broker answers without it. Positions stay.
        void forgetPast();

        /// The position up to which members of this node have been served.
        Position position();
    }
}
