package coffee.crema.blindbox;

import coffee.crema.realtime.wire.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is answered to {@link BlindBoxCommand}s; names as in docs/protocol.md.
public sealed interface BlindBoxAnswer {

    /// A box as the asker may see it.
    record Seen(BlindBoxView box) implements BlindBoxAnswer {}

    /// @param added how many had no such right before
    record Granted(int added) implements BlindBoxAnswer {}

    record Guessed(Receipt receipt) implements BlindBoxAnswer {}

    record Checked(boolean valid) implements BlindBoxAnswer {}

    record NameHidden(boolean hidden) implements BlindBoxAnswer {}

    /// @param size of the whole board
    record Leaderboard(long size, List<Ranked> ranked) implements BlindBoxAnswer {}

    /// @param rank from 1; equal ones share one
    /// @param userId absent for somebody who keeps out of boards; so is `userName`
    /// @param correctCount of a box's board
    /// @param points of a box's board for traits; of the others what is left of all boxes, weighed by age
    record Ranked(
            long rank,
            @Nullable String userId,
            @Nullable String userName,
            @Nullable Integer correctCount,
            double points) {}

    /// @param next to be given as `after` for the next page; absent at the end
    record Replayed(List<ToldEvent> events, @Nullable Long next) implements BlindBoxAnswer {}

    /// @param offsetMs after the box was scheduled
    record ToldEvent(long seq, long offsetMs, String event, RawJson data) {}
}
