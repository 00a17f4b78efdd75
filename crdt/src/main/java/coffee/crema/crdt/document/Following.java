package coffee.crema.crdt.document;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// One socket's following of one document, until it ends.
///
/// **Threading.** Any thread.
final class Following {
    private final LiveDocuments live;
    private final LiveDocument document;
    private final Follower follower;
    private final AtomicBoolean ended = new AtomicBoolean();

    Following(LiveDocuments live, LiveDocument document, Follower follower) {
        this.live = live;
        this.document = document;
        this.follower = follower;
    }

    void begin() {
        document.arrivals().follow(follower);
    }

    /// Fails with `not_found`, also when the document may not be read.
    CompletionStage<DocumentAnswer.Followed> answer() {
        return follower.answer();
    }

    /// The answer is queued on the socket: from here on it hears of changes.
    void answered() {
        document.inTurn(() -> document.links().answered(follower));
    }

    void end() {
        if (ended.compareAndSet(false, true)) {
            document.leave(follower);
            live.leave(document);
        }
    }
}
