package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.connection.ClientCommand;
import coffee.crema.realtime.wire.RawJson;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a client may ask of any channel.
public sealed interface ChannelCommand extends ClientCommand {
    ChannelName channel();

    /// `channel.subscribe`; with epoch and offset to come back, without for a snapshot.
    record Subscribe(ChannelName channel, Optional<String> epoch, OptionalLong offset)
            implements ChannelCommand {}

    /// `channel.unsubscribe`
    record Unsubscribe(ChannelName channel) implements ChannelCommand {}

    /// `channel.publish`
    ///
    /// @param event `app.` and 1 to 60 of `a-z 0-9 . -`
    /// @param data an object
    record Publish(ChannelName channel, String event, RawJson data, Optional<Boolean> ephemeral)
            implements ChannelCommand {}

    /// `channel.history`: what came after the offset.
    ///
    /// @param epoch the stream's present one when absent
    /// @param limit 1 to 200; 100 when absent
    record History(ChannelName channel, Optional<String> epoch, long offset, OptionalInt limit)
            implements ChannelCommand {}
}
