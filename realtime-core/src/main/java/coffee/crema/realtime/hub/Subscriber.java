package coffee.crema.realtime.hub;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.Connection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One member's way into one channel. Changed in the channel's turn only; as an {@link Attachment} it is read by anyone once its promise is kept.
final class Subscriber implements Attachment {

    enum State {
        /// For the broker: the channel is not followed yet, or the past is being read.
        WAITING,
        /// Its snapshot is in the making.
        PREPARING,
        /// The caller has the attachment and has not started it.
        READY,
        /// It is in the fan-out.
        LIVE,
        GONE
    }

    final Connection member;
    final @Nullable Position since;
    final Hub.SnapshotSource source;
    final CompletableFuture<Attachment> promise = new CompletableFuture<>();
    private final Feed feed;

    State state = State.WAITING;

    /// Where the member stands, or will stand with its snapshot.
    @Nullable Position base;

    @Nullable Object snapshot;
    String reason = "joined";

    /// The caller called {@link #start}: what follows is sent without asking.
    boolean started;

    /// Observers know of it.
    boolean attached;

    /// The past has been read for it; what is missing then cannot be had.
    boolean pastTried;

    /// The stream was compared with the broker because the member had seen more than this node.
    boolean aheadTried;

    int tries;

    private boolean recovered;
    private @Nullable Position answer;

    Subscriber(Connection member, @Nullable Position since, Hub.SnapshotSource source, Feed feed) {
        this.member = member;
        this.since = since;
        this.source = source;
        this.feed = feed;
    }

    /// After which position the member needs events.
    Position wanted() {
        return Objects.requireNonNull(base, "a base is set before the past is asked for");
    }

    /// Keeps the promise.
    void ready(boolean wasRecovered) {
        recovered = wasRecovered;
        answer = wanted();
        state = State.READY;
        promise.complete(this);
    }

    @Override
    public boolean recovered() {
        return recovered;
    }

    @Override
    public Position position() {
        return Objects.requireNonNull(answer, "read before the attachment was given");
    }

    @Override
    public void start() {
        feed.start(this);
    }
}
