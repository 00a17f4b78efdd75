package coffee.crema.realtime.connection;

import java.util.List;

/// A part of the product that speaks on sockets. The assembly collects all of them and knows nothing else of them.
public interface Feature extends ConnectionListener {

    /// The commands that it carries out; names are unique in the product.
    List<CommandType<?>> commands();

    /// The names of the events that it publishes, for the protocol's description; for example `chat.said`.
    default List<String> events() {
        return List.of();
    }

    /// The channels that it decides about.
    default List<ChannelOwner> channelOwners() {
        return List.of();
    }
}
