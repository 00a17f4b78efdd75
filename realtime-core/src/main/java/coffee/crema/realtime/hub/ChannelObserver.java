package coffee.crema.realtime.hub;

import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.wire.Event;

/// What features do in a channel's turn on this node. Must not block or throw.
public interface ChannelObserver {

    /// The first member came: the channel lives on this node.
    default void opened(Hub.Turn turn) {}

    /// A member's past (or its snapshot) has been sent; what is delivered from here on reaches it. Called again, without a `detached` before, after a
    /// {@link #reset}: when the member has its new snapshot.
    default void attached(Hub.Turn turn, Connection member) {}

    /// A member is gone; nothing more reaches it.
    default void detached(Hub.Turn turn, Connection member) {}

    /// An event was appended, on any node; called after it was delivered to the members here.
    default void appended(Hub.Turn turn, long offset, Event event) {}

    /// An event that is not kept, from any node. Return true to keep it from the members (an internal event of a feature).
    default boolean ephemeral(Hub.Turn turn, Event event) {
        return false;
    }

    /// Events may have been missed: what is known from events must be read again.
    default void reset(Hub.Turn turn) {}

    /// The last member has been gone for a while: the channel ends on this node.
    default void closed(Hub.Turn turn) {}
}
