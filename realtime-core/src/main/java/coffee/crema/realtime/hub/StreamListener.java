package coffee.crema.realtime.hub;

import coffee.crema.realtime.wire.ServerMessage.Happened;

/// Hears what a {@link FeedStream} comes to, in the turn.
interface StreamListener {

    /// The next event.
    void happened(Happened event);

    /// The position jumped: what members have seen does not lead to it.
    void restarted();

    /// A comparison ended, or could not be made for now.
    void compared();
}
