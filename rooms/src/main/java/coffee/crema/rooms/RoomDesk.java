package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.RejectedException;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/// What every service of rooms works with: the store, the time, and how an event gets into the transaction that makes it true.
public final class RoomDesk {
    private final Database database;
    private final RoomStore store;
    private final Events events;
    private final InstantSource clock;
    private final Looks looks;

    public RoomDesk(Database database, RoomStore store, Events events, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.looks = new Looks(database, store);
    }

    public RoomStore store() {
        return store;
    }

    public Database database() {
        return database;
    }

    public long nowMs() {
        return clock.millis();
    }

    /// A decision about a room and its people, made while nobody else decides about them.
    @FunctionalInterface
    interface Decision<T> {
        T decide(Tx tx, Standing actor, long nowMs);
    }

    /// Decides under the room's lock, and keeps the answer with the decision.
    <T> CompletionStage<T> decide(
            Request request, RoomId room, Class<T> answer, Decision<T> decision) {
        return request.durably(
                room.value(),
                answer,
                tx -> {
                    if (!store.lock(tx, room)) {
                        throw noRoom();
                    }
                    return decision.decide(
                            tx, standing(tx, room, request.principal().user()), nowMs());
                });
    }

    /// What the asker is in the room; nothing is changed.
    public CompletionStage<Standing> look(RoomId room, UserId user) {
        return looks.ask(room, user).thenApply(standing -> standing.orElseThrow(RoomDesk::noRoom));
    }

    /// @throws RejectedException `not_found`, when there is no such room
    public Standing standing(Tx tx, RoomId room, UserId user) {
        return store.standing(tx, room, user).orElseThrow(RoomDesk::noRoom);
    }

    /// An event of any feature, to be told if the transaction commits.
    public void tell(Tx tx, ChannelName channel, String name, Object data) {
        tx.publish(channel, events.event(name, data));
    }

    void tellRoom(Tx tx, RoomId room, RoomEvent event) {
        tell(tx, room.channel(), event.wireName(), event);
    }

    void tellStaff(Tx tx, RoomId room, RoomEvent event) {
        tell(tx, room.staffChannel(), event.wireName(), event);
    }

    /// An event that ends or changes what sockets may hear: told on both channels, because a socket may follow the staff's alone.
    void tellEverywhere(Tx tx, RoomId room, RoomEvent event) {
        tellRoom(tx, room, event);
        tellStaff(tx, room, event);
    }

    static RejectedException noRoom() {
        return RejectedException.of(ErrorCode.NOT_FOUND, "no such room");
    }
}
