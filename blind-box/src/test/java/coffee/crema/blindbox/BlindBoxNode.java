package coffee.crema.blindbox;

import coffee.crema.blindbox.adapter.jdbi.JdbiBlindBoxStore;
import coffee.crema.blindbox.seal.SealKey;
import coffee.crema.blindbox.seal.Sealer;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.ranking.adapter.memory.MemoryRankings;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.adapter.jdbi.JdbiCommandRecords;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.GuestTokens;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomLimits;
import coffee.crema.rooms.Rooms;
import coffee.crema.rooms.adapter.jdbi.JdbiRoomStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// One node's blind boxes as they are assembled, on a store and a broker that other nodes share.
final class BlindBoxNode implements AutoCloseable {
    static final WireMapper MAPPER = new WireMapper(RealtimeLimits.Wire.defaults());

    final Fate fate;
    final Database database;
    final BlindBoxDesk desk;
    final Rooms rooms;
    final Memberships memberships;
    final Views views;
    final Schedules schedules;
    final Conduct conduct;
    final Guessing guessing;
    final GuessCounts counts;
    final Leaderboards leaderboards;
    final DueSteps steps;
    final Resealing resealing;
    private final Requests requests;

    BlindBoxNode(
            Database shared, Streams streams, Scheduler time, List<SealKey> keys, Random random) {
        fate = new Fate(random);
        Scheduler clock = fate.scheduler(time);
        database = fate.database(shared);
        var broker = fate.broker(streams);
        var secure = new SecureRandom();
        requests = new Requests(database, new JdbiCommandRecords(clock), MAPPER);
        var roomDesk =
                new RoomDesk(database, new JdbiRoomStore(), new Events(MAPPER, clock), clock);
        rooms = new Rooms(roomDesk, RoomLimits.defaults(), secure);
        memberships = new Memberships(roomDesk, new NoGuests(), List.of());
        desk =
                new BlindBoxDesk(
                        roomDesk, new JdbiBlindBoxStore(MAPPER), new Sealer(keys, secure), MAPPER);
        var meters = new SimpleMeterRegistry();
        var herald = new Herald(desk, broker, meters);
        views = new Views(desk);
        schedules = new Schedules(desk, rooms, views, herald, secure);
        conduct = new Conduct(desk, views, herald);
        counts = new GuessCounts(desk, broker, clock);
        counts.start();
        guessing =
                new Guessing(
                        desk,
                        new Receipts(_ -> CompletableFuture.completedFuture(new byte[32]), MAPPER),
                        counts);
        leaderboards = new Leaderboards(desk, new MemoryRankings());
        steps = new DueSteps(desk, herald, clock, meters);
        steps.start();
        resealing = new Resealing(desk, clock, meters);
    }

    /// Nobody comes by a token here.
    private static final class NoGuests implements GuestTokens {
        @Override
        public Pass draw(Optional<String> name, Duration ttl) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String sign(RoomId room, Role role, Pass pass) {
            throw new UnsupportedOperationException();
        }
    }

    Request by(Principal who) {
        return requests.http(who, Optional.of(UUID.randomUUID().toString()), new byte[32]);
    }

    @Override
    public void close() {
        fate.die();
        steps.close();
        counts.close();
        resealing.close();
    }
}
