package coffee.crema.rooms.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is answered to {@link ChatCommand}s, and told in the chat's events; names as in docs/protocol.md.
public sealed interface ChatAnswer {

    /// A message as it is now.
    record Said(ChatMessage message) implements ChatAnswer {}

    /// It was done.
    record Done() implements ChatAnswer {}

    /// @param messages newest last
    /// @param next to be given as `before` for the page before; absent when there is none
    record Page(List<ChatMessage> messages, @Nullable Long next) implements ChatAnswer {}
}
