package coffee.crema.realtime.store;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.wire.Event;

/// An open transaction. Adapters of the same vendor find their handle in it; features use it to make their own writes, the record of a command
/// and the events that others must hear one atomic whole.
///
/// Valid only on the thread and during the call that received it.
public interface Tx {

    /// Puts an event into the outbox, in this transaction: if it commits, the event will be published (at once by this node; by another if this one
    /// dies first), otherwise never. Order is kept for one channel and node. Published once, by idempotency key.
    void publish(ChannelName channel, Event event);
}
