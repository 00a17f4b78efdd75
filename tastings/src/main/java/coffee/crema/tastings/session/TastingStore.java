package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.rooms.RoomId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where sessions are kept. Every method runs inside the caller's transaction and blocks (JDBC).
///
/// What changes a session's people or samples first takes it by {@link #lock}. What changes where it is does so by {@link #advance}, which lets exactly one of several nodes win.
public interface TastingStore {

    /// @return false when the id is taken, and nothing was written
    boolean insert(Tx tx, Tasting tasting);

    Optional<Tasting> find(Tx tx, TastingId id);

    /// From here on nobody else changes the session, until this transaction ends.
    ///
    /// @return false when there is no such session
    boolean lock(Tx tx, TastingId id);

    /// Moves a session from the moment that was seen to the next, by one statement.
    ///
    /// @return false, and nothing is written, when it is not at that moment any more
    boolean advance(Tx tx, TastingId id, Moment seen, Moment next);

    /// Newest first.
    List<Tasting> ofRoom(Tx tx, RoomId room, boolean openOnly, int limit);

    int count(Tx tx, RoomId room, boolean openOnly);

    /// A session whose step's time is over at `atMs`, as far as that was not told.
    record Due(TastingId id, RoomId room, long atMs) {}

    /// Those of open rooms that are due before a time, soonest first.
    List<Due> due(Tx tx, long beforeMs, int limit);

    /// The ids of the shared documents.
    void putDocuments(Tx tx, TastingId id, Optional<String> notes, Optional<String> consensus);

    void putFlights(Tx tx, TastingId id, Timetable timetable);

    void putSample(Tx tx, TastingId id, Sample sample);

    List<Sample> samples(Tx tx, TastingId id);

    void reveal(Tx tx, TastingId id, String code, long atMs);

    /// Writes a cupper, new or changed.
    void putCupper(Tx tx, TastingId id, Cupper cupper);

    /// By their place in the panel.
    List<Cupper> cuppers(Tx tx, TastingId id);

    /// One cupper; from here on neither a lock of the session nor another mark of theirs passes, until this transaction ends. So what was acknowledged in time is in the frozen sheet.
    Optional<Cupper> holdCupper(Tx tx, TastingId id, UserId user);

    /// All cuppers, held as by {@link #holdCupper}.
    List<Cupper> holdCuppers(Tx tx, TastingId id);

    /// Notes that something came after the lock.
    ///
    /// @return whether that was not known
    boolean putLate(Tx tx, TastingId id, UserId user);

    /// Whose sheet, in which session, a document is.
    record Owner(TastingId session, UserId user) {}

    Optional<Owner> ownerOfSheet(Tx tx, String sheet);

    /// The session whose document of open notes or consensus this is.
    Optional<Tasting> ofSharedDocument(Tx tx, String document);

    /// Writes which samples of a cupper are complete, for the cuppers named.
    ///
    /// @return rises by one with each call for a session; for a caller who holds it by {@link #lock}
    long putProgress(Tx tx, TastingId id, Map<UserId, Set<String>> complete);

    /// Codes of complete samples, of the cuppers for whom that was written.
    Map<UserId, Set<String>> progress(Tx tx, TastingId id);

    /// Notes that somebody has seen which coffee each code is.
    void putWitness(Tx tx, TastingId id, UserId user, long atMs);

    boolean isWitness(Tx tx, TastingId id, UserId user);

    /// @param sample empty for the whole sheet
    record Exclusion(UserId user, Optional<String> sample, String label, UserId by, long atMs) {}

    /// The newest label counts.
    void putExclusion(Tx tx, TastingId id, Exclusion exclusion);

    /// @return whether there was one
    boolean removeExclusion(Tx tx, TastingId id, UserId user, Optional<String> sample);

    List<Exclusion> exclusions(Tx tx, TastingId id);

    /// An event as it was told.
    ///
    /// @param number rises by one in a session
    @SuppressWarnings("ArrayRecordComponent") // passed through, never compared
    record Logged(
            long number, long atMs, TastingEvent.Audience audience, String name, byte[] json) {}

    /// Writes down an event.
    ///
    /// @return its number
    long log(
            Tx tx,
            TastingId id,
            long atMs,
            TastingEvent.Audience audience,
            String name,
            byte[] json);

    /// @param staff whether those for the staff are among them
    List<Logged> logged(Tx tx, TastingId id, long after, boolean staff, int limit);

    /// All events of one name, oldest first.
    List<Logged> logged(Tx tx, TastingId id, String name);
}
