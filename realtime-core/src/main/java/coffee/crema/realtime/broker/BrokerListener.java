package coffee.crema.realtime.broker;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.Event;

/// Hears the channel that it follows. Called on broker threads, one call at a time for a channel; must not block.
public interface BrokerListener {

    /// An event was appended.
    void appended(ChannelName channel, Position position, Event event);

    /// An event that is not kept.
    void ephemeral(ChannelName channel, Event event);

    /// The broker may have lost deliveries (it was away, it subscribed again): compare positions now.
    void interrupted(ChannelName channel);
}
