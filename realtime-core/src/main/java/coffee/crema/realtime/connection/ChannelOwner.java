package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Who decides about a family of channels: rooms about `room:…`, the core about `user-…` and channels that tokens list.
///
/// **Threading.** Called on the connection's loop; must not block.
public interface ChannelOwner {

    boolean owns(ChannelName channel);

    /// Whether it is asked only about channels that nobody else owns.
    default boolean lastResort() {
        return false;
    }

    /// Makes the connection follow the channel if it may: for `connect` with positions, and for `channel.subscribe`.
    ///
    /// @param since where the client left off, or null for a snapshot
    /// @return fails with {@link coffee.crema.realtime.wire.RejectedException} `forbidden`, `banned`, `not_joined`, `closed`, `not_found`, `unavailable`
    CompletionStage<Attachment> follow(
            Connection connection, ChannelName channel, @Nullable Position since);

    /// Whether `channel.publish` is allowed; a refusal is thrown.
    ///
    /// @return fails with {@link coffee.crema.realtime.wire.RejectedException} `forbidden`, `muted`
    CompletionStage<Void> mayPublish(Request request, ChannelName channel);

    /// Whether `channel.history` is allowed.
    CompletionStage<Void> mayRead(Request request, ChannelName channel);

    /// The client asks to stop (`channel.unsubscribe`).
    void unfollow(Connection connection, ChannelName channel);
}
