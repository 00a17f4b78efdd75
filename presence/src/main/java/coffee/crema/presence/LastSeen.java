package coffee.crema.presence;

import coffee.crema.realtime.UserId;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// When people were last here, kept in the store.
///
/// **Threading.** Any thread; does not block. Stages fail as the store's do.
public interface LastSeen {

    /// @param atMs Unix milliseconds; an older time than the one kept is ignored
    CompletionStage<Void> seen(UserId user, long atMs);

    CompletionStage<OptionalLong> of(UserId user);
}
