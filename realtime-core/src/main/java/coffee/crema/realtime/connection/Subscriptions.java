package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import java.util.Set;

/// Which channels a connection follows on this node. The hub keeps it.
///
/// **Threading.** Any thread may call; nothing blocks.
public interface Subscriptions {

    /// What the member follows now, attachments that have not started included. A copy.
    Set<ChannelName> channelsOf(Connection member);

    /// Ends all of them: the socket is gone. Harmless when called again.
    void detachAll(Connection member);
}
