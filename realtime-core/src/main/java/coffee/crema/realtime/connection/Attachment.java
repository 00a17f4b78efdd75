package coffee.crema.realtime.connection;

import coffee.crema.realtime.Position;

/// A connection that follows a channel from now on, but hears nothing of it until {@link #start}: so that the answer to the command comes first.
public interface Attachment {

    /// Whether everything after the position that the client named follows as events; otherwise a snapshot follows.
    boolean recovered();

    /// Where the member stands: the position that it named if recovered, otherwise that of the snapshot.
    Position position();

    /// Sends what was missed (or the snapshot), then live events, without gap or repetition. Call once, after the answer was queued.
    void start();
}
