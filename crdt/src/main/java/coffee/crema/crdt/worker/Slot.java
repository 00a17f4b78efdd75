package coffee.crema.crdt.worker;

import org.jspecify.annotations.Nullable;

/// A place for a worker; documents are assigned to places.
final class Slot {
    @Nullable Worker worker;

    /// Estimated, of the copies its worker holds.
    long copyBytes;

    /// Calls its worker has not answered.
    int waiting() {
        return worker == null ? 0 : worker.waiting();
    }
}
