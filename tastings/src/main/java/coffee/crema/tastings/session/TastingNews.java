package coffee.crema.tastings.session;

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

    /// `tasting.progressed`, on the staff's channel, ephemeral: the answer to `tasting.progress` has changed.
    ///
    /// @param complete sheets of one sample that have a score
    /// @param of how many that could be
    record Progressed(TastingId session, int complete, int of, List<SampleProgress> samples)
            implements TastingNews {}

    /// Every name, for the protocol's description.
    List<String> NAMES = List.of("tasting.documents-opened", "tasting.progressed");

    default String wireName() {
        return switch (this) {
            case DocumentsOpened _ -> "tasting.documents-opened";
            case Progressed _ -> "tasting.progressed";
        };
    }
}
