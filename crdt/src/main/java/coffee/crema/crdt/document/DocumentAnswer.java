package coffee.crema.crdt.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is answered about documents and their past. Hashes are 64 hexadecimal digits.
public sealed interface DocumentAnswer {

    /// @param room absent when it belongs to a user alone
    /// @param access `read` or `write`: the caller's
    record About(
            String id,
            String kind,
            @Nullable String room,
            @Nullable String owner,
            String createdBy,
            long createdAtMs,
            boolean frozen,
            String access) {}

    /// @param heads of a frozen document, what it was frozen at
    /// @param changes in its log
    /// @param bytes of these
    /// @param content at these heads
    record Seen(About document, List<String> heads, long changes, long bytes, JsonNode content)
            implements DocumentAnswer {}

    /// One change, without what it did.
    ///
    /// @param author who sent it, as authenticated
    /// @param atMs when it was stored
    /// @param actor the editing session that made it, as it calls itself
    /// @param seq counts the actor's changes
    /// @param editedAtMs when it was made, by the editor's own clock; absent when it did not say
    /// @param message the editor's own words; absent when there are none
    /// @param operations how many the change has; -1 when that cannot be told
    /// @param position rises within the document
    record Entry(
            String hash,
            List<String> dependencies,
            String author,
            long atMs,
            String actor,
            long seq,
            @Nullable Long editedAtMs,
            @Nullable String message,
            long operations,
            long position) {}

    /// @param changes newest first
    /// @param next to be given as `before` for the page after; absent when there is none
    record Page(List<Entry> changes, @Nullable Long next) implements DocumentAnswer {}

    /// @param content as the editor saw it with this change: what it was made on, and itself
    record Then(Entry change, JsonNode content) implements DocumentAnswer {}

    /// It was deleted.
    record Removed() implements DocumentAnswer {}

    /// The caller follows the document.
    ///
    /// @param heads what it is now; all of it is stored
    /// @param access `read` or `write`: the caller's
    record Followed(String document, List<String> heads, String access) implements DocumentAnswer {}

    /// The caller follows it no more.
    record Unfollowed() implements DocumentAnswer {}

    /// The caller's changes are stored.
    ///
    /// @param heads what the document is now
    record Applied(String document, List<String> heads) implements DocumentAnswer {}

    /// @param documents that the caller may read, by id
    /// @param next to be given as `after` for the next page; absent when there is none
    record Listed(List<About> documents, @Nullable String next) implements DocumentAnswer {}
}
