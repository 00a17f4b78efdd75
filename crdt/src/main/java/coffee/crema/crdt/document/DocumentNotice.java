package coffee.crema.crdt.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What followers of a document hear on the native door: ephemeral events of the channel `doc:{id}`. Whatever they tell of is stored.
public sealed interface DocumentNotice {
    String CHANGED = "doc.changed";
    String SAVED = "doc.saved";

    /// Changes were stored.
    ///
    /// @param heads what the document is now; absent when there are more than {@link DocumentLimits#NOTICE_HEADS_MAX}
    /// @param count how many changes; 0 when they came before the answer to `doc.follow` was out, and are not told one by one
    /// @param changes these, in Base64, in causal order; absent when they are too large for an event, and when `count` is 0
    record Changed(
            String document,
            @Nullable List<String> heads,
            int count,
            @Nullable List<String> changes)
            implements DocumentNotice {}

    /// Changes of the follower's own user were stored, whichever door and device they came by.
    ///
    /// @param heads what the document is now, with these changes; absent when there are too many
    record Saved(String document, @Nullable List<String> heads) implements DocumentNotice {}
}
