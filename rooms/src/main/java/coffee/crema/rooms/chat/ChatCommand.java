package coffee.crema.rooms.chat;

import coffee.crema.realtime.connection.ClientCommand;
import coffee.crema.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// What may be asked of a room's chat: one record per wire `type`, see docs/protocol.md.
public sealed interface ChatCommand extends ClientCommand {

    /// `chat.say`
    ///
    /// @param clientKey the client's own key of the message, 1 to 64 visible ASCII characters: a second say with it, in whatever session, answers the first message
    record Say(RoomId room, String text, @Nullable String clientKey) implements ChatCommand {}

    /// `chat.edit`
    record Edit(RoomId room, String message, String text) implements ChatCommand {}

    /// `chat.delete`
    record Delete(RoomId room, String message) implements ChatCommand {}

    /// `chat.history`
    ///
    /// @param before only messages with a smaller `seq`
    record History(RoomId room, @Nullable Long before, @Nullable Integer limit)
            implements ChatCommand {}
}
