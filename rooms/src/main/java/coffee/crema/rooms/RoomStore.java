package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where rooms and their people are kept.
///
/// Every method runs inside the caller's transaction and blocks (JDBC). It decides nothing but what must be atomic in the database: seats.
/// What changes who is in a room first takes the room by {@link #lock}: so decisions about one room are made one after another, on all nodes.
public interface RoomStore {

    /// @return false when the id is taken, and nothing was written
    boolean insert(Tx tx, Room room);

    Optional<Room> find(Tx tx, RoomId id);

    /// From here on nobody else changes the room or its people until this transaction ends.
    ///
    /// @return false when there is no such room
    boolean lock(Tx tx, RoomId id);

    /// Writes title, visibility, capacity, slow mode and state, and raises the version.
    ///
    /// @return the room as it is now
    Room update(Tx tx, Room changed);

    /// How many open rooms somebody owns.
    int openRoomsOwnedBy(Tx tx, UserId owner);

    /// Where a page of {@link #visibleTo} ended.
    record Cursor(long createdAtMs, RoomId id) {}

    /// Open rooms that are public or that the user belongs or was invited to, newest first.
    List<Room> visibleTo(Tx tx, UserId user, @Nullable Cursor after, int limit);

    /// @return empty when there is no such room
    Optional<Standing> standing(Tx tx, RoomId room, UserId user);

    /// {@link #standing} of several people of one room.
    ///
    /// @param users at most {@link #USERS_MAX}
    /// @return empty when there is no such room
    Map<UserId, Standing> standings(Tx tx, RoomId room, Collection<UserId> users);

    /// How many people one call may name.
    int USERS_MAX = 500;

    /// Takes a seat in one statement, or finds none free. The place kept for the owner is never taken by this.
    boolean takeSeat(Tx tx, RoomId room);

    void giveSeatBack(Tx tx, RoomId room);

    /// Takes the seats of members who are not among `present` and sat down before `seatedBeforeMs`; they stay members.
    ///
    /// @return how many became free
    int freeSeats(Tx tx, RoomId room, Set<UserId> present, long seatedBeforeMs);

    /// Writes a member, new or changed. Counts no seat: see {@link #takeSeat}.
    ///
    /// @param nowMs when the member sat down
    void putMember(Tx tx, RoomId room, RoomMember member, long nowMs);

    /// @return whether there was one
    boolean removeMember(Tx tx, RoomId room, UserId user);

    int countHosts(Tx tx, RoomId room);

    /// By user id.
    ///
    /// @param after the last user of the page before, or null
    List<RoomMember> members(Tx tx, RoomId room, @Nullable UserId after, int limit);

    /// Remembers a role given by hand. The newest counts.
    void putGrant(Tx tx, RoomId room, UserId user, Role role, UserId by, long nowMs);

    void removeGrant(Tx tx, RoomId room, UserId user);

    /// The newest counts.
    void putBan(Tx tx, RoomId room, UserId user, Standing.Ban ban, UserId by, long nowMs);

    /// @return whether there was one
    boolean removeBan(Tx tx, RoomId room, UserId user);

    /// @param untilMs Unix milliseconds, or {@link Standing#FOREVER}; the newest counts
    void putMute(Tx tx, RoomId room, UserId user, long untilMs, UserId by, long nowMs);

    /// Which invitations to guests hold: those of this round alone. The first is 0.
    int invitationRound(Tx tx, RoomId room);

    void nextInvitationRound(Tx tx, RoomId room);

    /// @return whether there was one
    boolean removeMute(Tx tx, RoomId room, UserId user);
}
