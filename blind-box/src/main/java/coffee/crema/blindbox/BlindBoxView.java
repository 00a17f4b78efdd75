package coffee.crema.blindbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A box as somebody may see it now: nothing of what is not revealed, for nobody, hosts included.
///
/// @param seq of the newest event told; a client drops events up to it
/// @param countdown seconds, as is `interval`
/// @param startedAtMs T0
/// @param nextAtMs when the next coffee is due
/// @param revealed what is revealed, in order
/// @param results when it is complete
/// @param own the asker's part; absent for those who have none
public record BlindBoxView(
        String orderId,
        String room,
        String title,
        String state,
        long seq,
        int totalCount,
        long countdown,
        long interval,
        @Nullable Long opensAtMs,
        @Nullable Long locksAtMs,
        @Nullable Long startsAtMs,
        @Nullable Long startedAtMs,
        @Nullable Long nextAtMs,
        @Nullable Long pausedAtMs,
        long serverTimeMs,
        GuessForm form,
        boolean openToAll,
        int guessers,
        List<CommitmentView> commitments,
        List<RevealedCoffee> revealed,
        @Nullable RevealResults results,
        @Nullable OwnGuess own) {

    public record CommitmentView(int position, String label, String commitment) {}

    /// @param mayGuess whether a guess would be taken now
    /// @param guesses the last ones
    /// @param result when it is complete
    public record OwnGuess(
            boolean mayGuess,
            @Nullable List<GuessEntry> guesses,
            @Nullable Integer number,
            @Nullable Performer result) {}

    /// @param participants who guessed
    /// @param averageAccuracy per cent
    public record RevealResults(
            int totalCount,
            int participants,
            double averageAccuracy,
            List<Performer> topPerformers) {}

    /// @param rank from 1; equal ones share one
    /// @param userId absent for somebody who keeps out of boards; so is `userName`
    /// @param accuracy per cent
    /// @param points for traits
    /// @param streak consecutive boxes of at least 60 %, with this one
    public record Performer(
            long rank,
            @Nullable String userId,
            @Nullable String userName,
            int correctCount,
            int totalCount,
            double accuracy,
            int points,
            int streak) {
        Performer hidden() {
            return new Performer(
                    rank, null, null, correctCount, totalCount, accuracy, points, streak);
        }
    }
}
