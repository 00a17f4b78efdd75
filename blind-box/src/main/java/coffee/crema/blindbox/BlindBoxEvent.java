package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxAnswer.Ranked;
import coffee.crema.blindbox.BlindBoxView.CommitmentView;
import coffee.crema.blindbox.BlindBoxView.Performer;
import coffee.crema.blindbox.BlindBoxView.RevealResults;
import coffee.crema.realtime.wire.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is told of a box in its room; names as in docs/protocol.md. The three of the platform carry its fields, and ours beside them.
///
/// `seq` rises by one with each event of a box: a client drops what it has. `displayAt` is the absolute moment (Unix milliseconds) at which every screen shows it.
public sealed interface BlindBoxEvent {

    /// `blindbox.scheduled`
    record Scheduled(
            String orderId,
            long seq,
            long serverTime,
            String title,
            int totalCount,
            List<CommitmentView> commitments)
            implements BlindBoxEvent {}

    /// `blindbox.opened`
    record Opened(
            String orderId,
            long seq,
            long serverTime,
            GuessForm form,
            List<CommitmentView> commitments)
            implements BlindBoxEvent {}

    /// `blindbox.locked`
    record Locked(String orderId, long seq, long serverTime, int guessers)
            implements BlindBoxEvent {}

    /// `reveal-starting`
    ///
    /// @param countdown seconds
    /// @param startAt T0
    record Starting(
            String orderId,
            long countdown,
            long seq,
            long displayAt,
            long serverTime,
            long startAt,
            long interval,
            int totalCount,
            List<CommitmentView> commitments)
            implements BlindBoxEvent {}

    /// `coffee-revealed`
    record CoffeeRevealed(
            String orderId,
            int position,
            String label,
            RawJson coffee,
            int totalCount,
            long seq,
            long displayAt,
            long serverTime,
            String commitment,
            String salt,
            String canonical,
            @Nullable Long nextAt)
            implements BlindBoxEvent {}

    /// `blindbox.caught-up`: what came due while no node was up.
    ///
    /// @param revealed everything that is revealed now
    record CaughtUp(
            String orderId,
            long seq,
            long displayAt,
            long serverTime,
            int totalCount,
            List<RevealedCoffee> revealed,
            @Nullable Long nextAt)
            implements BlindBoxEvent {}

    /// `blindbox.standings`: how the ten best have changed with this coffee.
    ///
    /// @param through how many coffees are counted
    /// @param size of the whole board
    /// @param changed who is among the ten best, and was not there, or not so
    record Standings(
            String orderId,
            long seq,
            long displayAt,
            long serverTime,
            int through,
            int size,
            List<Ranked> changed)
            implements BlindBoxEvent {}

    /// `blindbox.paused`
    record Paused(String orderId, long seq, long serverTime, int revealed)
            implements BlindBoxEvent {}

    /// `blindbox.resumed`
    record Resumed(String orderId, long seq, long serverTime, @Nullable Long nextAt)
            implements BlindBoxEvent {}

    /// `blindbox.aborted`: the guesses are void.
    record Aborted(String orderId, long seq, long serverTime) implements BlindBoxEvent {}

    /// `reveal-complete`
    ///
    /// @param leaderboard the same as `results.topPerformers`
    record Complete(
            String orderId,
            RevealResults results,
            List<Performer> leaderboard,
            long seq,
            long displayAt,
            long serverTime)
            implements BlindBoxEvent {}

    /// `blindbox.guessers`, ephemeral: how many have guessed.
    record Guessers(String orderId, int guessers, long serverTime) implements BlindBoxEvent {}

    /// Every name, for the protocol's description.
    List<String> NAMES =
            List.of(
                    "blindbox.scheduled",
                    "blindbox.opened",
                    "blindbox.locked",
                    "reveal-starting",
                    "coffee-revealed",
                    "blindbox.caught-up",
                    "blindbox.standings",
                    "blindbox.paused",
                    "blindbox.resumed",
                    "blindbox.aborted",
                    "reveal-complete",
                    "blindbox.guessers");

    default String wireName() {
        return switch (this) {
            case Scheduled _ -> "blindbox.scheduled";
            case Opened _ -> "blindbox.opened";
            case Locked _ -> "blindbox.locked";
            case Starting _ -> "reveal-starting";
            case CoffeeRevealed _ -> "coffee-revealed";
            case CaughtUp _ -> "blindbox.caught-up";
            case Standings _ -> "blindbox.standings";
            case Paused _ -> "blindbox.paused";
            case Resumed _ -> "blindbox.resumed";
            case Aborted _ -> "blindbox.aborted";
            case Complete _ -> "reveal-complete";
            case Guessers _ -> "blindbox.guessers";
        };
    }
}
