package coffee.crema.tastings.session;

import coffee.crema.tastings.session.TastingAnswer.CupperProgress;
import coffee.crema.tastings.session.TastingAnswer.SampleProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is told of a session and is no part of what happened in it: its replay does not have these. Names as in docs/protocol.md.
public sealed interface TastingNews {

    /// `tasting.documents-opened`, on a cupper's own channel.
    ///
    /// @param sheet the id of their own document
    /// @param notes the id of the document of the table's open notes
    /// @param consensus the id of the panel's common document; absent before the lock
    record DocumentsOpened(
            TastingId session, String sheet, @Nullable String notes, @Nullable String consensus)
            implements TastingNews {}

    /// `tasting.progress`, on the staff's channel, ephemeral: how far the sheets are, or that the score of a complete one has changed.
    ///
    /// @param revision rises; one that comes behind a greater one is old
    record Progressed(
            TastingId session,
            long revision,
            int complete,
            int of,
            List<SampleProgress> samples,
            List<CupperProgress> cuppers)
            implements TastingNews {}

    /// Every name, for the protocol's description.
    List<String> NAMES = List.of("tasting.documents-opened", "tasting.progress");

    default String wireName() {
        return switch (this) {
            case DocumentsOpened _ -> "tasting.documents-opened";
            case Progressed _ -> "tasting.progress";
        };
    }
}
