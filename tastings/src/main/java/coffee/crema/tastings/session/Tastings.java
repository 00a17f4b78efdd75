package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.Standing;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormRef;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Sessions, their samples and their cuppers: made, named, looked at. For sockets and HTTP alike.
///
/// **Threading.** Any thread; nothing blocks.
///
/// **Errors.** Stages fail with {@link RejectedException}: `not_found`, `not_joined`, `forbidden`, `closed`, `conflict`, `too_many`, `invalid_field`.
public final class Tastings {
    private static final int ID_BYTES = 12;
    private static final Set<RoomType> TYPES = EnumSet.of(RoomType.CUPPING, RoomType.TASTING);

    private final TastingDesk desk;
    private final FormBook forms;
    private final SecureRandom random;
    private final SampleTable table;

    public Tastings(TastingDesk desk, FormBook forms, SecureRandom random) {
        this.desk = desk;
        this.forms = forms;
        this.random = random;
        this.table = new SampleTable(random);
    }

    /// Makes a session, in its lobby. The asker must be a host of the room.
    public CompletionStage<TastingAnswer.Seen> create(Request request, TastingCommand.Create ask) {
        String title = Fields.text("data.title", ask.title(), TastingLimits.TITLE_MAX);
        Ordering ordering = ordering(ask.ordering());
        boolean automatic = ask.automatic() == null || ask.automatic();
        Map<Step, Duration> times = times(ask.seconds());
        List<NewSample> wanted = ask.samples() == null ? List.of() : ask.samples();
        List<Sample> samples = table.place(List.of(), wanted);
        Timetable timetable =
                new Timetable(
                        SampleTable.flights(samples),
                        samples.stream().anyMatch(Sample::calibrates),
                        automatic,
                        times);
        TastingId id = ask.id() == null ? mint() : ask.id();
        return request.durably(
                TastingDesk.lane(id),
                TastingAnswer.Seen.class,
                tx -> {
                    long nowMs = desk.nowMs();
                    Standing standing =
                            desk.rooms().standing(tx, ask.room(), request.principal().user());
                    Role role =
                            RoomPolicy.requireOpen(
                                    request.principal(), standing, Permission.ADMINISTER, nowMs);
                    requireRoomFor(tx, standing);
                    Form form = form(tx, ask.form(), ask.version());
                    int cups =
                            Fields.number(
                                    "data.cups",
                                    ask.cups(),
                                    form.cups(),
                                    1,
                                    TastingLimits.CUPS_MAX);
                    Tasting tasting =
                            new Tasting(
                                    id,
                                    ask.room(),
                                    title,
                                    form.ref(),
                                    cups,
                                    ordering,
                                    timetable,
                                    request.principal().user(),
                                    nowMs,
                                    Optional.empty(),
                                    Optional.empty(),
                                    timetable.begin(nowMs));
                    return insert(tx, request.principal(), tasting, samples, role);
                });
    }

    private TastingAnswer.Seen insert(
            Tx tx, Principal who, Tasting tasting, List<Sample> samples, Role role) {
        if (!desk.store().insert(tx, tasting)) {
            throw TastingDesk.conflict("a session of this id is there already");
        }
        samples.forEach(sample -> desk.store().putSample(tx, tasting.id(), sample));
        Viewer stranger = new Viewer(who.user(), Role.DISPLAY, false);
        desk.tell(
                tx,
                tasting,
                new TastingEvent.Created(
                        TastingView.of(tasting, samples, List.of(), stranger, desk.nowMs())));
        return new TastingAnswer.Seen(desk.look(tx, who, tasting, role).view(desk.nowMs()));
    }

    private void requireRoomFor(Tx tx, Standing standing) {
        if (!TYPES.contains(standing.room().type())) {
            throw TastingDesk.conflict("only rooms for cupping or tasting have sessions");
        }
        boolean full =
                desk.store().count(tx, standing.room().id(), true)
                                >= TastingLimits.OPEN_PER_ROOM_MAX
                        || desk.store().count(tx, standing.room().id(), false)
                                >= TastingLimits.PER_ROOM_MAX;
        if (full) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "open sessions of a room", TastingLimits.OPEN_PER_ROOM_MAX);
        }
    }

    private Form form(Tx tx, String id, @Nullable Integer version) {
        return (version == null ? forms.newest(tx, id) : forms.find(tx, new FormRef(id, version)))
                .orElseThrow(() ->
                        RejectedException.invalid(
                                forms.newest(tx, id).isEmpty() ? "data.form" : "data.version",
                                "a form that is known"));
    }

    private static Ordering ordering(@Nullable String asked) {
        return asked == null
                ? Ordering.SQUARE
                : Ordering.find(asked)
                        .orElseThrow(() ->
                                RejectedException.invalid("data.ordering", "square or table"));
    }

    private static Map<Step, Duration> times(@Nullable Map<String, Integer> seconds) {
        Map<Step, Duration> times = new EnumMap<>(Step.class);
        if (seconds != null) {
            seconds.forEach((name, time) -> {
                Step step =
                        Step.find(name)
                                .filter(s -> s != Step.LOBBY && s != Step.CLOSED)
                                .orElseThrow(() ->
                                        RejectedException.invalid(
                                                "data.seconds", "by the name of a step"));
                long max = Timetable.TIME_MAX.toSeconds();
                if (time < 1 || time > max) {
                    throw RejectedException.invalid("data.seconds", "1 to " + max, max);
                }
                times.put(step, Duration.ofSeconds(time));
            });
        }
        return times;
    }

    /// The sessions of a room, as the asker may see them.
    public CompletionStage<TastingAnswer.Listed> list(Request request, TastingCommand.OfRoom ask) {
        return desk.database()
                .read(tx -> {
                    Standing standing =
                            desk.rooms().standing(tx, ask.room(), request.principal().user());
                    Role role =
                            RoomPolicy.require(
                                    request.principal(), standing, Permission.VIEW, desk.nowMs());
                    List<TastingView> views = new ArrayList<>();
                    for (Tasting tasting :
                            desk.store().ofRoom(tx, ask.room(), false, TastingLimits.PAGE_MAX)) {
                        views.add(
                                desk.look(tx, request.principal(), tasting, role)
                                        .view(desk.nowMs()));
                    }
                    return new TastingAnswer.Listed(views);
                });
    }

    public CompletionStage<TastingAnswer.Seen> get(Request request, TastingCommand.Get ask) {
        return desk.look(request, ask.session())
                .thenApply(look -> new TastingAnswer.Seen(look.view(desk.nowMs())));
    }

    /// Puts more samples on the table. Who adds them knows them, so the asker must be of those who may read the code map.
    public CompletionStage<TastingAnswer.Seen> addSamples(
            Request request, TastingCommand.AddSamples ask) {
        if (ask.samples().isEmpty()) {
            throw RejectedException.invalid("data.samples", "at least one");
        }
        return desk.decide(
                request,
                ask.session(),
                Permission.INVITE,
                TastingAnswer.Seen.class,
                (tx, look, nowMs) -> {
                    if (look.tasting().moment().step() != Step.LOBBY) {
                        throw TastingDesk.conflict("samples are added in the lobby");
                    }
                    List<Sample> all = new ArrayList<>(look.samples());
                    List<Sample> more = table.place(look.samples(), ask.samples());
                    all.addAll(more);
                    Timetable before = look.tasting().timetable();
                    Timetable timetable =
                            new Timetable(
                                    SampleTable.flights(all),
                                    all.stream().anyMatch(Sample::calibrates),
                                    before.automatic(),
                                    before.times());
                    TastingId id = ask.session();
                    more.forEach(sample -> desk.store().putSample(tx, id, sample));
                    desk.store().putFlights(tx, id, timetable);
                    desk.tell(
                            tx,
                            look.tasting(),
                            new TastingEvent.SamplesAdded(
                                    id, all.stream().map(Sample::code).sorted().toList()));
                    return new TastingAnswer.Seen(
                            desk.look(tx, request.principal(), id).view(nowMs));
                });
    }

    /// Which coffee each code is. Who has read it never scores in this session: it is written down first.
    public CompletionStage<TastingAnswer.CodeMap> codeMap(
            Request request, TastingCommand.CodeMap ask) {
        return desk.decide(
                request,
                ask.session(),
                Permission.INVITE,
                TastingAnswer.CodeMap.class,
                (tx, look, nowMs) -> {
                    if (!look.viewer().seesCodeMap()) {
                        throw TastingDesk.forbidden("who scores does not see the code map");
                    }
                    desk.store().putWitness(tx, ask.session(), look.viewer().user(), nowMs);
                    return new TastingAnswer.CodeMap(
                            look.samples().stream().map(Tastings::entry).toList());
                });
    }

    private static TastingAnswer.CodeEntry entry(Sample sample) {
        return new TastingAnswer.CodeEntry(
                sample.code(),
                sample.place() + 1,
                sample.calibrates() ? null : sample.flight() + 1,
                sample.identity(),
                sample.targetHundredths().isPresent()
                        ? sample.targetHundredths().getAsInt() / 100.0
                        : null);
    }

    private TastingId mint() {
        byte[] bits = new byte[ID_BYTES];
        random.nextBytes(bits);
        return new TastingId("t_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }
}
