package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.connection.Connection;

/// What a feed needs of its hub. Called in turns.
interface FeedOwner {

    /// Notes that the member follows the channel.
    ///
    /// @return whether the member is still there
    boolean enroll(Connection member, ChannelName channel);

    void forget(Connection member, ChannelName channel);

    /// Drops the feed unless someone is on the way to it.
    ///
    /// @return false when someone is
    boolean retire(Feed feed);
}
