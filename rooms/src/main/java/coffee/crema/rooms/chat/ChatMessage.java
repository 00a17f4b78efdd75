package coffee.crema.rooms.chat;

import org.jspecify.annotations.Nullable;

/// A message as it is stored and as clients read it; names as in docs/protocol.md.
///
/// @param id unique in the product
/// @param seq its place in the room's chat, rising; a number may be left out
/// @param from the author's user id
/// @param name the author's name when it was said
/// @param text empty when deleted: the store has forgotten it
/// @param editedAtMs absent when never edited
public record ChatMessage(
        String id,
        String room,
        long seq,
        String from,
        String name,
        String text,
        long atMs,
        @Nullable Long editedAtMs,
        boolean deleted) {

    /// What remains of a message that was deleted.
    public ChatMessage blanked() {
        return new ChatMessage(id, room, seq, from, name, "", atMs, editedAtMs, true);
    }
}
