package coffee.crema.realtime.store;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The sessions under which clients number their commands. A session outlives its sockets and its nodes.
///
/// **Threading.** Any thread; does not block. Stages complete on the store's threads.
public interface SessionStore {

    /// How long a session can be resumed after it was opened last: as long as there are records of its commands.
    Duration PROMISED = Duration.ofDays(2);

    /// A resumption need not be written when the last writing is less than this ago.
    Duration TRUSTED = Duration.ofHours(1);

    /// How long a session is kept after its last writing.
    Duration KEPT = PROMISED.plus(TRUSTED);

    /// @param resumed whether it is the session that the client presented, with all of its records
    record Opened(SessionId session, boolean resumed) {}

    /// Resumes the presented session if this user has it, otherwise mints a new one. Both extend its life to at least {@link #PROMISED} from now. A session of another
    /// user is treated as unknown.
    ///
    /// @param presented what the client kept, unchecked; null on its first visit
    /// @return fails with {@link StoreUnavailableException}
    CompletionStage<Opened> open(UserId user, @Nullable SessionId presented);
}
