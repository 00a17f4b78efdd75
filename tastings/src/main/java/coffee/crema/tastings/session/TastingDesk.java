package coffee.crema.tastings.session;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.rooms.Standing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What every service of sessions works with: the store, the time, who asks, and how an event gets into the transaction that makes it true.
///
/// What a method with a {@link Tx} refuses, it throws as {@link RejectedException}.
public final class TastingDesk {
    private final RoomDesk rooms;
    private final TastingStore store;
    private final WireMapper mapper;

    public TastingDesk(RoomDesk rooms, TastingStore store, WireMapper mapper) {
        this.rooms = rooms;
        this.store = store;
        this.mapper = mapper;
    }

    TastingStore store() {
        return store;
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

    /// A session as one transaction sees it, with who asks.
    record Look(Tasting tasting, List<Sample> samples, List<Cupper> cuppers, Viewer viewer) {
        TastingView view(long nowMs) {
            return TastingView.of(tasting, samples, cuppers, viewer, nowMs);
        }

        /// The coffee on which the panel agrees about the scale, if there is one.
        Optional<Sample> calibrationSample() {
            return samples.stream().filter(Sample::calibrates).findFirst();
        }

        Sample sample(String code) {
            return samples.stream()
                    .filter(sample -> sample.code().equals(code))
                    .findFirst()
                    .orElseThrow(() ->
                            RejectedException.of(ErrorCode.NOT_FOUND, "no sample of this code"));
        }
    }

    /// A decision about a session, made while nobody else changes it.
    @FunctionalInterface
    interface Decision<T> {
        T decide(Tx tx, Look look, long nowMs);
    }

    /// Decides under the session's lock, and keeps the answer with the decision. The asker needs the permission, in an open room.
    <T> CompletionStage<T> decide(
            Request request,
            TastingId id,
            Permission permission,
            Class<T> answer,
            Decision<T> decision) {
        return request.durably(
                lane(id),
                answer,
                tx -> {
                    if (!store.lock(tx, id)) {
                        throw noSession();
                    }
                    Tasting tasting = find(tx, id);
                    long nowMs = nowMs();
                    Role role =
                            RoomPolicy.requireOpen(
                                    request.principal(),
                                    standing(tx, request.principal(), tasting),
                                    permission,
                                    nowMs);
                    return decision.decide(tx, look(tx, request.principal(), tasting, role), nowMs);
                });
    }

    /// What somebody sees of a session; nothing is changed.
    CompletionStage<Look> look(Request request, TastingId id) {
        return database().read(tx -> look(tx, request.principal(), id));
    }

    Look look(Tx tx, Principal who, TastingId id) {
        Tasting tasting = find(tx, id);
        Role role = RoomPolicy.require(who, standing(tx, who, tasting), Permission.VIEW, nowMs());
        return look(tx, who, tasting, role);
    }

    /// Whether the room of a session is open.
    boolean roomOpen(Tx tx, Tasting tasting) {
        return rooms.store().find(tx, tasting.room()).filter(room -> !room.closed()).isPresent();
    }

    Look look(Tx tx, Principal who, Tasting tasting, Role role) {
        List<Cupper> cuppers = store.cuppers(tx, tasting.id());
        boolean cups = cuppers.stream().anyMatch(cupper -> cupper.user().equals(who.user()));
        return new Look(
                tasting,
                store.samples(tx, tasting.id()),
                cuppers,
                new Viewer(who.user(), sighted(who, role), cups));
    }

    /// A back end that does not run rooms sees what a display sees, whatever its key may do otherwise.
    private static Role sighted(Principal who, Role role) {
        boolean helper = who.kind() == Principal.Kind.SERVICE && role != Role.HOST;
        return helper ? Role.DISPLAY : role;
    }

    /// A session as the server itself sees it.
    Look look(Tx tx, Tasting tasting) {
        return new Look(
                tasting,
                store.samples(tx, tasting.id()),
                store.cuppers(tx, tasting.id()),
                new Viewer(tasting.createdBy(), Role.HOST, false));
    }

    Tasting find(Tx tx, TastingId id) {
        return store.find(tx, id).orElseThrow(TastingDesk::noSession);
    }

    Standing standing(Tx tx, Principal who, Tasting tasting) {
        return rooms.standing(tx, tasting.room(), who.user());
    }

    Standing standing(Tx tx, UserId user, Tasting tasting) {
        return rooms.standing(tx, tasting.room(), user);
    }

    RoomDesk rooms() {
        return rooms;
    }

    /// Writes an event down and tells it, if the transaction commits.
    void tell(Tx tx, Tasting tasting, TastingEvent event) {
        byte[] json = mapper.toJson(event);
        store.log(tx, tasting.id(), nowMs(), event.audience(), event.wireName(), json);
        var channel =
                switch (event.audience()) {
                    case ROOM -> tasting.room().channel();
                    case STAFF -> tasting.room().staffChannel();
                };
        rooms.tell(tx, channel, event.wireName(), new RawJson(json));
    }

    /// Tells somebody, on all devices of theirs.
    void tell(Tx tx, UserId user, TastingNews news) {
        rooms.tell(tx, ChannelName.ofUser(user), news.wireName(), news);
    }

    /// Notes that something of a cupper's came after the lock, and tells the staff how many sheets have that.
    void noteLate(Tx tx, Tasting tasting, UserId cupper) {
        if (store.putLate(tx, tasting.id(), cupper)) {
            long sheets = store.cuppers(tx, tasting.id()).stream().filter(Cupper::late).count();
            tell(tx, tasting, new TastingEvent.LateCame(tasting.id(), (int) sheets));
        }
    }

    /// Moves the session on from the moment that was seen, and tells it.
    ///
    /// @return false when somebody else was first
    boolean advance(Tx tx, Tasting tasting, Moment next, long nowMs) {
        if (!store.advance(tx, tasting.id(), tasting.moment(), next)) {
            return false;
        }
        boolean same = next.seq() == tasting.moment().seq();
        tell(
                tx,
                tasting,
                same
                        ? new TastingEvent.TimeOver(
                                tasting.id(), next.seq(), next.step().wireName())
                        : new TastingEvent.Moved(tasting.id(), TastingView.moment(next, nowMs)));
        return true;
    }

    static String lane(TastingId id) {
        return "tasting:" + id.value();
    }

    static RejectedException noSession() {
        return RejectedException.of(ErrorCode.NOT_FOUND, "no such session");
    }

    static RejectedException conflict(String why) {
        return RejectedException.of(ErrorCode.CONFLICT, why);
    }

    static RejectedException forbidden(String why) {
        return RejectedException.of(ErrorCode.FORBIDDEN, why);
    }
}
