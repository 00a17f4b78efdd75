package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.connection.ClientCommand;
import java.util.List;

/// What may be asked of documents on the native door: one record per wire `type`, see docs/protocol.md.
public sealed interface DocumentCommand extends ClientCommand {

    /// `doc.follow`: the socket hears of the document's changes.
    record Follow(DocumentId document) implements DocumentCommand {}

    /// `doc.unfollow`
    record Unfollow(DocumentId document) implements DocumentCommand {}

    /// `doc.apply`: answered when the changes are stored. Changes that are there already are no fault.
    ///
    /// @param changes chunks of Automerge in Base64, 1 to 500 of them
    record Apply(DocumentId document, List<String> changes) implements DocumentCommand {}
}
