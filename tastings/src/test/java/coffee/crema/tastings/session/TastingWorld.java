package coffee.crema.tastings.session;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.ranking.adapter.memory.MemoryRankings;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiCommandRecords;
import coffee.crema.realtime.store.adapter.jdbi.JdbiDatabase;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomLimits;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.Rooms;
import coffee.crema.rooms.Visibility;
import coffee.crema.rooms.adapter.jdbi.JdbiRoomStore;
import coffee.crema.tastings.csv.Csv;
import coffee.crema.tastings.csv.adapter.fastcsv.FastCsv;
import coffee.crema.tastings.export.adapter.pdfbox.PdfboxReport;
import coffee.crema.tastings.form.OwnForms;
import coffee.crema.tastings.form.adapter.networknt.NetworkntFormSchema;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import coffee.crema.tastings.session.adapter.jdbi.JdbiFormBook;
import coffee.crema.tastings.session.adapter.jdbi.JdbiPointsStore;
import coffee.crema.tastings.session.adapter.jdbi.JdbiTastingStore;
import coffee.crema.tastings.sheet.Sheets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// One node's sessions as they are assembled, on a real store, with real documents; the sessions' time is the test's. Nodes do not hear of one another.
final class TastingWorld implements AutoCloseable {
    static final List<String> EIGHT =
            List.of(
                    "fragrance",
                    "aroma",
                    "flavor",
                    "aftertaste",
                    "acidity",
                    "sweetness",
                    "mouthfeel",
                    "overall");

    final VirtualScheduler time;
    final WireMapper mapper = new WireMapper(RealtimeLimits.Wire.defaults());
    final JdbiDatabase database;
    final Rooms rooms;
    final Memberships memberships;
    final TastingDesk desk;
    final Sheets sheets;
    final DocumentNode node;
    final SharedPolicy notesPolicy;
    final SharedPolicy consensusPolicy;
    final SheetPolicy policy;
    final SheetNews news;
    final Tastings tastings;
    final Enrolment enrolment;
    final Conduct conduct;
    final Marking marking;
    final Panels panels;
    final Results results;
    final Replays replays;
    final ProgressFeed progress;
    final RoomPart part;
    final Exports exports;
    final Imports imports;

    /// What was told as progress.
    final List<Event> told = new CopyOnWriteArrayList<>();

    final Reveals reveals;
    final Jury jury;
    final Podium podium;
    final FormShelf shelf;
    final DueSteps steps;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Requests requests;
    private final SecureRandom random = new SecureRandom();

    TastingWorld(DatabaseSettings settings, VirtualScheduler time, DocumentSite site) {
        this.time = time;
        database =
                JdbiDatabase.open(
                        settings,
                        new NodeId("n-" + UUID.randomUUID().toString().substring(0, 8)),
                        List.of(
                                "classpath:db/migration/core",
                                "classpath:db/migration/rooms",
                                "classpath:db/migration/crdt",
                                "classpath:db/migration/tastings"),
                        time,
                        meters);
        requests = new Requests(database, new JdbiCommandRecords(time), mapper);
        RoomDesk roomDesk =
                new RoomDesk(database, new JdbiRoomStore(), new Events(mapper, time), time);
        rooms = new Rooms(roomDesk, RoomLimits.defaults(), random);
        memberships = new Memberships(roomDesk, new NoGuests(), List.of());
        desk = new TastingDesk(roomDesk, new JdbiTastingStore(mapper), mapper);
        OwnForms ownForms = new OwnForms(new NetworkntFormSchema());
        FormBook forms = new JdbiFormBook(ownForms);
        shelf = new FormShelf(desk, forms, ownForms, meters);
        policy = new SheetPolicy(desk);
        notesPolicy = new SharedPolicy(desk, Sheets.Kind.NOTES);
        consensusPolicy = new SharedPolicy(desk, Sheets.Kind.CONSENSUS);
        node =
                new DocumentNode(
                        database,
                        site,
                        List.of(policy, notesPolicy, consensusPolicy),
                        mapper,
                        meters);
        sheets = node.sheets();
        Openings openings = new Openings(desk, sheets, random);
        panels = new Panels(desk, forms, sheets);
        tastings = new Tastings(desk, forms, random);
        enrolment = new Enrolment(desk, openings, random);
        progress =
                new ProgressFeed(
                        desk,
                        panels,
                        (_, event) -> {
                            told.add(event);
                            return CompletableFuture.completedFuture(null);
                        },
                        time,
                        meters);
        news = new SheetNews(desk, sheets, progress, site.clock, meters);
        news.start(policy);
        conduct = new Conduct(desk, openings, sheets, news);
        marking = new Marking(desk, forms, sheets, panels);
        results = new Results(desk, panels);
        replays = new Replays(desk);
        part = new RoomPart(desk, panels, meters);
        Csv csv = new FastCsv();
        exports = new Exports(desk, panels, csv, new PdfboxReport(meters), Runnable::run, meters);
        imports = new Imports(tastings, csv, Runnable::run, meters);
        podium = new Podium(desk, new JdbiPointsStore(), new MemoryRankings());
        reveals = new Reveals(desk, panels, podium, sheets);
        jury = new Jury(desk, sheets, progress);
        steps = new DueSteps(desk, time, meters);
    }

    static Principal member(String id) {
        return principal(id, Principal.Kind.MEMBER, Set.of());
    }

    static Principal service(String id, String scope) {
        return principal(id, Principal.Kind.SERVICE, Set.of(scope));
    }

    private static Principal principal(String id, Principal.Kind kind, Set<String> scopes) {
        return new Principal(
                new UserId(id),
                "The " + id,
                kind,
                scopes,
                List.of(),
                Instant.MAX,
                Optional.empty());
    }

    Request by(Principal principal) {
        return by(principal, UUID.randomUUID().toString());
    }

    Request by(Principal principal, String key) {
        return requests.http(principal, Optional.of(key), new byte[32]);
    }

    RoomId room(Principal owner) {
        RoomCommand.Create ask =
                new RoomCommand.Create(
                        RoomType.CUPPING, "A room", Visibility.PUBLIC, 50, null, null);
        return new RoomId(await(rooms.create(by(owner), ask)).room().id());
    }

    void join(Principal who, RoomId room) {
        await(memberships.join(by(who), new RoomCommand.Join(room, null, null, null)));
    }

    void setRole(Principal by, RoomId room, Principal who, Role role) {
        await(memberships.setRole(by(by), new RoomCommand.SetRole(room, who.user(), role)));
    }

    static NewSample sample(String name) {
        return new NewSample(Identity.named(name), null, null, null);
    }

    TastingId create(Principal host, RoomId room, NewSample... samples) {
        TastingCommand.Create ask =
                new TastingCommand.Create(
                        room,
                        "A session",
                        "cva-affective",
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(samples),
                        null);
        return new TastingId(await(tastings.create(by(host), ask)).session().id());
    }

    TastingView see(Principal who, TastingId id) {
        return await(tastings.get(by(who), new TastingCommand.Get(id))).session();
    }

    TastingView enter(Principal who, TastingId id) {
        return await(enrolment.enter(by(who), new TastingCommand.Enter(id))).session();
    }

    Step next(Principal host, TastingId id) {
        return move(host, id, "next");
    }

    Step move(Principal host, TastingId id, String move) {
        long seq = see(host, id).moment().seq();
        return Step.find(
                        await(conduct.move(by(host), new TastingCommand.Move(id, seq, move)))
                                .moment()
                                .step())
                .orElseThrow();
    }

    Step step(Principal who, TastingId id) {
        return Step.find(see(who, id).moment().step()).orElseThrow();
    }

    void go(Principal host, TastingId id, Step step) {
        while (step(host, id) != step) {
            next(host, id);
        }
    }

    TastingAnswer.Marked mark(
            Principal who, TastingId id, String code, String field, Object value) {
        return await(marking.mark(by(who), new TastingCommand.Mark(id, code, field, value)));
    }

    /// All eight impressions with the same number.
    void markAll(Principal who, TastingId id, String code, int value) {
        EIGHT.forEach(field -> mark(who, id, code, "scores." + field, value));
    }

    TastingAnswer.Results results(Principal who, TastingId id) {
        return await(results.results(by(who), new TastingCommand.Results(id)));
    }

    List<TastingAnswer.ReplayedEvent> replay(Principal who, TastingId id) {
        return await(replays.replay(by(who), new TastingCommand.Replay(id, null, null))).events();
    }

    Cupper cupper(TastingId id, Principal who) {
        return await(
                database.read(tx ->
                        desk.store().cuppers(tx, id).stream()
                                .filter(one -> one.user().equals(who.user()))
                                .findFirst()
                                .orElseThrow()));
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        progress.close();
        steps.close();
        news.close();
        node.close();
        database.close();
    }
}
