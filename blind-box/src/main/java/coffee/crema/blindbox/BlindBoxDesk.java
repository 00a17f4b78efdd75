package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Told;
import coffee.crema.blindbox.seal.Sealer;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.rooms.Standing;

/// What every service of blind boxes works with: the store, the time, the seals, who may do what, and how an event is written down.
///
/// What a method with a {@link Tx} refuses, it throws as {@link RejectedException}.
public final class BlindBoxDesk {
    /// The scope of a back end that runs blind boxes: in their rooms it acts as a host.
    public static final String SCOPE = "blind-boxes";

    private final RoomDesk rooms;
    private final BlindBoxStore store;
    private final Sealer sealer;
    private final WireMapper mapper;

    public BlindBoxDesk(RoomDesk rooms, BlindBoxStore store, Sealer sealer, WireMapper mapper) {
        this.rooms = rooms;
        this.store = store;
        this.sealer = sealer;
        this.mapper = mapper;
    }

    BlindBoxStore store() {
        return store;
    }

    Sealer sealer() {
        return sealer;
    }

    RoomDesk rooms() {
        return rooms;
    }

    Database database() {
        return rooms.database();
    }

    WireMapper mapper() {
        return mapper;
    }

    long nowMs() {
        return rooms.nowMs();
    }

    BlindBox find(Tx tx, OrderId id) {
        return store.find(tx, id).orElseThrow(BlindBoxDesk::noBox);
    }

    BlindBox hold(Tx tx, OrderId id) {
        return store.hold(tx, id).orElseThrow(BlindBoxDesk::noBox);
    }

    /// What the asker is in the room of a box.
    Role role(Tx tx, Principal who, OrderId id, Permission permission) {
        return runsBoxes(who)
                ? Role.HOST
                : RoomPolicy.require(who, standing(tx, who, id), permission, nowMs());
    }

    void requireHost(Tx tx, Principal who, OrderId id) {
        if (runsBoxes(who)) {
            RoomPolicy.requireNotClosed(standing(tx, who, id).room());
        } else {
            RoomPolicy.requireOpen(who, standing(tx, who, id), Permission.ADMINISTER, nowMs());
        }
    }

    static boolean runsBoxes(Principal who) {
        return who.kind() == Principal.Kind.SERVICE && who.hasScope(SCOPE);
    }

    Standing standing(Tx tx, Principal who, OrderId id) {
        return rooms.standing(tx, id.room(), who.user());
    }

    /// Opens what is sealed at a position; what an old key sealed is sealed anew.
    ///
    /// @param tx a write
    /// @throws Sealer.SealException when the key is not here
    Answer open(Tx tx, OrderId id, Item item) {
        byte[] plain = sealer.open(id.value(), item.position(), item.sealed());
        if (sealer.isOutdated(item.sealed())) {
            store.putItem(
                    tx,
                    id,
                    new Item(
                            item.position(),
                            item.commitment(),
                            sealer.seal(id.value(), item.position(), plain)));
        }
        return Answer.ofPlain(plain);
    }

    /// {@link #open} without sealing anew.
    Answer read(OrderId id, Item item) {
        return Answer.ofPlain(sealer.open(id.value(), item.position(), item.sealed()));
    }

    /// Writes an event down: it reaches the room after the commit.
    void tell(Tx tx, OrderId id, long seq, BlindBoxEvent event) {
        byte[] json = mapper.toJson(event);
        if (json.length > Event.DATA_BYTES_MAX) {
            throw new IllegalStateException(event.wireName() + " is larger than an event may be");
        }
        store.tell(tx, id, new Told(seq, nowMs(), event.wireName(), json));
    }

    static String lane(OrderId id) {
        return "blindbox:" + id.value();
    }

    static RejectedException noBox() {
        return RejectedException.of(ErrorCode.NOT_FOUND, "no such blind box");
    }

    static RejectedException conflict(String why) {
        return RejectedException.of(ErrorCode.CONFLICT, why);
    }

    static RejectedException forbidden(String why) {
        return RejectedException.of(ErrorCode.FORBIDDEN, why);
    }
}
