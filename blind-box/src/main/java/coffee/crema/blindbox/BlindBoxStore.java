package coffee.crema.blindbox;

import coffee.crema.blindbox.score.Score;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.store.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where blind boxes are kept. Every method runs inside the caller's transaction and blocks (JDBC).
///
/// Where a reveal is changes by {@link #advance} alone, which lets exactly one of several nodes win. What is told is written down by the same transaction; from there
/// every node may bring it to the room.
public interface BlindBoxStore {

    /// @return false when the order has a box, and nothing was written
    boolean insert(Tx tx, BlindBox box, List<Item> items);

    Optional<BlindBox> find(Tx tx, OrderId id);

    /// Like {@link #find}; from here on nobody else changes the box, until this transaction ends.
    Optional<BlindBox> hold(Tx tx, OrderId id);

    /// By position.
    List<Item> items(Tx tx, OrderId id);

    /// Sealed anew.
    void putItem(Tx tx, OrderId id, Item item);

    /// Sealed answers that are of another key.
    List<OrderId> sealedByOthers(Tx tx, String keyId, int limit);

    /// Moves a box from the moment that was seen to the next, by one statement.
    ///
    /// @return false, and nothing is written, when it is not at that moment any more
    boolean advance(Tx tx, BlindBox seen, Moment next);

    /// A box for which something is to be done.
    ///
    /// @param atMs when it is due
    record Due(OrderId id, long atMs) {}

    /// Those that are due before a time, soonest first.
    List<Due> due(Tx tx, long beforeMs, int limit);

    /// Those of which something was told that is not known to have reached the room.
    List<OrderId> unpublished(Tx tx, int limit);

    /// An event as it was told.
    ///
    /// @param seq from 1, rising by one in a box
    @SuppressWarnings("ArrayRecordComponent") // passed through, never compared
    record Told(long seq, long atMs, String name, byte[] json) {}

    void tell(Tx tx, OrderId id, Told told);

    List<Told> told(Tx tx, OrderId id, long after, int limit);

    /// Everything up to `seq` has reached the room.
    void published(Tx tx, OrderId id, long seq);

    /// Gives the right to guess.
    ///
    /// @return whether it was not there
    boolean grant(Tx tx, OrderId id, UserId user, long atMs);

    boolean isGranted(Tx tx, OrderId id, UserId user);

    /// Somebody's guesses.
    ///
    /// @param number how many times they guessed
    record Ballot(UserId user, String name, int number, long atMs, List<GuessEntry> guesses) {}

    /// Puts somebody's guesses in place of those before. The box must be held.
    void putBallot(Tx tx, OrderId id, Ballot ballot);

    Optional<Ballot> ballot(Tx tx, OrderId id, UserId user);

    /// By user id.
    List<Ballot> ballots(Tx tx, OrderId id);

    /// Says that the number of guessers is told at this time, unless it was told less than `everyMs` ago or has not changed.
    ///
    /// @return what to tell
    Optional<Integer> claimGuessers(Tx tx, OrderId id, long nowMs, long everyMs);

    /// Whether more have guessed than was told.
    boolean isGuessersUntold(Tx tx, OrderId id);

    /// What came out for somebody.
    record Outcome(UserId user, String name, long rank, Score score, int streak) {}

    /// Writes what came out of a box, the streaks, and what it adds to the boards.
    ///
    /// @param weights what a full score adds to each board
    void putOutcomes(Tx tx, OrderId id, List<Outcome> outcomes, Map<String, Double> weights);

    /// The best, by rank.
    List<Outcome> outcomes(Tx tx, OrderId id, int limit);

    Optional<Outcome> outcome(Tx tx, OrderId id, UserId user);

    /// @param accuracySum per cent, summed over all
    record Summary(int participants, double accuracySum) {}

    Summary summary(Tx tx, OrderId id);

    /// All outcomes as they are ranked.
    List<Entry> ranked(Tx tx, OrderId id, int limit);

    /// A board over boxes.
    ///
    /// @param scale what weights are multiplied with before they are rounded
    List<Entry> board(Tx tx, String board, double scale, int limit);

    /// @return 0 for a board that nothing was written for
    long boardVersion(Tx tx, String board);

    Map<UserId, Integer> streaks(Tx tx, Collection<UserId> users);

    void hideName(Tx tx, UserId user, boolean hidden);

    /// A person as boards show them.
    record Person(String name, boolean hidden) {}

    /// @param users at most 500
    Map<String, Person> people(Tx tx, Collection<String> users);
}
