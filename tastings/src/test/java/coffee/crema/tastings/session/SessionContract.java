package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.Outcomes.code;
import static coffee.crema.tastings.session.TastingWorld.await;
import static coffee.crema.tastings.session.TastingWorld.member;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A room with its people, on one node or two of a store.
abstract class SessionContract {
    static final Principal HANA = member("hana");
    static final Principal ANN = member("ann");
    static final Principal BOB = member("bob");
    static final Principal ASSI = member("assi");
    static final Principal EYE = member("eye");

    /// In the order of the form `sca-2004`.
    private static final List<String> SCORED =
            List.of(
                    "fragrance-aroma",
                    "flavor",
                    "aftertaste",
                    "acidity",
                    "body",
                    "balance",
                    "overall");

    private static final List<String> BY_CUP = List.of("uniformity", "clean-cup", "sweetness");

    TastingWorld world;
    TastingWorld other;
    RoomId room;

    abstract DatabaseSettings settings();

    /// Whether this store is for more than one node.
    abstract boolean severalNodes();

    @BeforeEach
    void open() {
        DatabaseSettings settings = settings();
        VirtualScheduler time = new VirtualScheduler();
        world = new TastingWorld(settings, time, DocumentSite.ofNode(1));
        other = severalNodes() ? new TastingWorld(settings, time, DocumentSite.ofNode(2)) : world;
        room = world.room(HANA);
        Stream.of(ANN, BOB, ASSI, EYE).forEach(who -> world.join(who, room));
        world.setRole(HANA, room, ASSI, Role.ASSISTANT);
        world.setRole(HANA, room, EYE, Role.OBSERVER);
    }

    @AfterEach
    void close() {
        if (other != world) {
            other.close();
        }
        world.close();
    }

    /// A session by the form `sca-2004`.
    TastingId sca(String... names) {
        TastingCommand.Create ask =
                new TastingCommand.Create(
                        room,
                        "A panel",
                        "sca-2004",
                        null,
                        null,
                        null,
                        null,
                        null,
                        Stream.of(names).map(TastingWorld::sample).toList(),
                        null);
        return new TastingId(await(world.tastings.create(world.by(HANA), ask)).session().id());
    }

    /// Fills in a sheet of `sca-2004` so that it comes to this total.
    ///
    /// @param total 72 to 100, in quarters
    void score(Principal who, TastingId id, String code, double total) {
        int quarters = (int) Math.round((total - 30) * 4);
        for (int i = 0; i < SCORED.size(); i++) {
            int own = quarters / SCORED.size() + (i < quarters % SCORED.size() ? 1 : 0);
            world.mark(who, id, code, "scores." + SCORED.get(i), own / 4.0);
        }
        for (String field : BY_CUP) {
            world.mark(who, id, code, "cups." + field, List.of(true, true, true, true, true));
        }
    }

    /// Codes by name.
    Map<String, String> codes(TastingId id) {
        return codeMap(ASSI, id);
    }

    Double mean(TastingId id) {
        return world.results(HANA, id).samples().getFirst().panel().mean();
    }

    Map<String, String> codeMap(Principal who, TastingId id) {
        Map<String, String> byName = new HashMap<>();
        await(world.tastings.codeMap(world.by(who), new TastingCommand.CodeMap(id)))
                .samples()
                .forEach(entry -> byName.put(entry.identity().name(), entry.code()));
        return byName;
    }

    ErrorCode markCode(Principal who, TastingId id, String code) {
        return code(() ->
                world.marking.mark(
                        world.by(who), new TastingCommand.Mark(id, code, "scores.flavor", 5)));
    }

    TastingAnswer.SampleResult result(Principal who, TastingId id, String code) {
        return world.results(who, id).samples().stream()
                .filter(sample -> sample.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    void revealAll(TastingId id) {
        world.go(HANA, id, Step.REVEAL);
        long seq = world.see(HANA, id).moment().seq();
        await(world.reveals.reveal(world.by(HANA), new TastingCommand.Reveal(id, seq, null)));
    }
}
