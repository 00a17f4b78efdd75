package coffee.crema.rooms;

/// A room as clients read it; names as in docs/protocol.md.
///
/// @param state `open` or `closed`
public record RoomView(
        String id,
        String type,
        String title,
        String owner,
        String visibility,
        int capacity,
        int slowModeMs,
        String state,
        long createdAtMs,
        long version) {

    public static RoomView of(Room room) {
        return new RoomView(
                room.id().value(),
                room.type().wireName(),
                room.title(),
                room.owner().value(),
                room.visibility().wireName(),
                room.capacity(),
                room.slowModeMs(),
                room.closed() ? "closed" : "open",
                room.createdAtMs(),
                room.version());
    }
}
