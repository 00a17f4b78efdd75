package coffee.crema.crdt.worker;

import coffee.crema.crdt.DocumentId;

/// What the foreman asks of workers.
sealed interface Errand extends Worker.Job {

    /// A piece of a document's history.
    ///
    /// @param last after it the copy is whole
    record Load(DocumentId document, long copy, Request request, boolean last) implements Errand {}

    /// @param copy 0 for a task without a document
    record Ask(Task task, long copy, Request request) implements Errand {}

    record Free(Request request) implements Errand {}
}
