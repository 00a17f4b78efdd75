package coffee.crema.realtime.hub;

import coffee.crema.realtime.connection.Member;
import coffee.crema.realtime.wire.ServerMessage;

/// The members of one channel on this node, as the transport keeps them: plain arrays per event loop.
///
/// Calls come one at a time (the channel's serial turn) and take effect in their order for each member: what was delivered before `add`
/// never reaches the new member, what is delivered after it always does; the same holds between these calls and {@link Member#send} made in the same turn.
public interface Fanout {

    /// Makes one for a channel. A member given to it must come from the same transport.
    interface Factory {
        Fanout create();
    }

    void add(Member member);

    void remove(Member member);

    /// Encodes once per wire format and writes shared buffers, one flush a member and batch.
    void deliver(ServerMessage message);

    /// {@link #deliver} to everyone but one.
    void deliverExcept(Member excluded, ServerMessage message);

    int size();
}
