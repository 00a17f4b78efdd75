package coffee.crema.realtime.ranking;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Boards on which members are ranked by points, the most first. **Ties share a place**, and the places behind them are left out: 1, 2, 2, 4; among themselves they stand by name.
///
/// What is here is derived from SQL and may be lost at any time: a board that is not known is answered with nothing, and the caller brings it again.
///
/// **Threading.** Any thread; nothing blocks.
///
/// **Errors.** Stages fail with {@link coffee.crema.realtime.broker.BrokerUnavailableException} when the shared memory is away.
public interface Rankings {

    /// Members of one board.
    int MEMBERS_MAX = 100_000;

    /// Members of one answer.
    int WINDOW_MAX = 200;

    /// @param member 1 to 200 characters
    /// @param points at most 2^53 either side of zero
    record Entry(String member, long points) {}

    /// @param place from 1
    record Ranked(long place, String member, long points) {}

    /// @param size of the whole board
    record Window(long size, List<Ranked> ranked) {
        public Window {
            ranked = List.copyOf(ranked);
        }
    }

    /// Replaces a board, unless a newer version of it is there.
    ///
    /// @param version rises with every change of what the board is made from
    /// @param entries at most {@link #MEMBERS_MAX}, each member once
    CompletionStage<Void> load(String board, long version, List<Entry> entries);

    /// @param from how many are passed over
    /// @param limit 1 to {@link #WINDOW_MAX}
    /// @return empty when the board is not known
    CompletionStage<Optional<Window>> window(String board, long from, int limit);

    /// A member, and so many before and behind it; nobody when the member is not on the board.
    ///
    /// @param each 0 to 50
    /// @return empty when the board is not known
    CompletionStage<Optional<Window>> around(String board, String member, int each);
}
