package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Permission;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.sheet.Sheets;
import coffee.crema.tastings.sheet.Version;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// The host moves the session through its steps.
///
/// Every change names the moment that the host has seen, by its `seq`: of two that want to move the same moment, one wins, and the other is told `conflict`.
///
/// **Threading, errors.** As {@link Tastings}.
public final class Conduct {
    private static final int PREPARATIONS_MAX = 3;

    private final TastingDesk desk;
    private final Openings openings;
    private final Sheets sheets;
    private final SheetNews news;

    public Conduct(TastingDesk desk, Openings openings, Sheets sheets, SheetNews news) {
        this.desk = desk;
        this.openings = openings;
        this.sheets = sheets;
        this.news = news;
    }

    /// Somebody came in while the documents were prepared. Thrown to prepare them once more.
    private static final class Unprepared extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unprepared() {
            super("a cupper came in meanwhile", null, false, false);
        }
    }

    /// From one moment to another.
    @FunctionalInterface
    private interface Change {
        Moment apply(Timetable timetable, Moment from, long nowMs);
    }

    public CompletionStage<TastingAnswer.Moved> move(Request request, TastingCommand.Move ask) {
        Change change =
                switch (ask.move()) {
                    case "next" -> Timetable::next;
                    case "skip" -> Timetable::skip;
                    case "back" -> Timetable::back;
                    default -> throw RejectedException.invalid("data.move", "next, skip or back");
                };
        return prepared(request, ask.session(), ask.seq(), change, 1)
                .thenApply(moved -> {
                    if (moved.moment().step().equals(Step.LOCK.wireName())) {
                        news.locked(ask.session());
                    }
                    return moved;
                });
    }

    private CompletionStage<TastingAnswer.Moved> prepared(
            Request request, TastingId id, long seq, Change change, int attempt) {
        return desk.look(request, id)
                .thenCompose(look -> openings.forStep(look, target(look, seq, change)))
                .thenCompose(documents ->
                        desk.decide(
                                request,
                                id,
                                Permission.ADMINISTER,
                                TastingAnswer.Moved.class,
                                (tx, look, nowMs) ->
                                        carryOut(tx, look, seq, change, documents, nowMs)))
                .exceptionallyCompose(failure ->
                        isUnprepared(failure) && attempt < PREPARATIONS_MAX
                                ? prepared(request, id, seq, change, attempt + 1)
                                : CompletableFuture.failedFuture(
                                        isUnprepared(failure)
                                                ? RejectedException.of(
                                                        ErrorCode.UNAVAILABLE,
                                                        "people are still coming in")
                                                : failure));
    }

    /// The step that documents are prepared for. Nothing is refused here: a command that was carried out before is answered from its record.
    private Step target(Look look, long seq, Change change) {
        Moment from = look.tasting().moment();
        if (!look.viewer().runs() || from.seq() != seq) {
            return from.step();
        }
        try {
            return change.apply(look.tasting().timetable(), from, desk.nowMs()).step();
        } catch (RejectedException refusedBelow) {
            return from.step();
        }
    }

    private static boolean isUnprepared(Throwable failure) {
        return failure instanceof Unprepared
                || (failure instanceof CompletionException
                        && failure.getCause() instanceof Unprepared);
    }

    private TastingAnswer.Moved carryOut(
            Tx tx, Look look, long seq, Change change, Openings.Prepared documents, long nowMs) {
        requireSeen(look, seq);
        Tasting tasting = look.tasting();
        Moment next = change.apply(tasting.timetable(), tasting.moment(), nowMs);
        if (tasting.moment().step() == Step.LOBBY) {
            begin(tx, look, documents, nowMs);
        }
        if (tasting.moment().step() == Step.CALIBRATION) {
            endCalibration(tx, look, nowMs);
        }
        switch (next.step()) {
            case LOCK -> lock(tx, look, documents, nowMs);
            case CLOSED -> closeShared(tx, tasting);
            case LOBBY,
                    CALIBRATION,
                    DRY,
                    POUR,
                    BREAK,
                    SKIM,
                    HOT,
                    WARM,
                    COOL,
                    DISCUSSION,
                    REVEAL -> {}
        }
        if (next.step().locked()) {
            // Hosts read the sheets from the lock on, and the reveal ends their being written.
            sheets.accessChanged(tx, tasting.room());
        }
        if (!desk.advance(tx, tasting, next, nowMs)) {
            throw TastingDesk.conflict("the session has moved on");
        }
        return new TastingAnswer.Moved(TastingView.moment(next, nowMs));
    }

    private void begin(Tx tx, Look look, Openings.Prepared documents, long nowMs) {
        if (look.samples().stream().allMatch(Sample::calibrates)) {
            throw TastingDesk.conflict("there is no sample yet");
        }
        List<Cupper> cuppers = openings.withOrders(look);
        if (!documents.covers(cuppers)) {
            throw new Unprepared();
        }
        documents.write(tx, look.tasting(), cuppers, nowMs);
    }

    /// What each has made of the calibration's sample is kept, and what that is becomes known.
    private void endCalibration(Tx tx, Look look, long nowMs) {
        TastingId id = look.tasting().id();
        for (Cupper cupper : desk.store().holdCuppers(tx, id)) {
            Version version = sheets.version(tx, cupper.sheet().orElseThrow());
            desk.store().putCupper(tx, id, cupper.calibratedAt(version));
        }
        for (Sample sample : look.samples()) {
            if (sample.calibrates() && !sample.revealed()) {
                desk.store().reveal(tx, id, sample.code(), nowMs);
                desk.tell(
                        tx,
                        look.tasting(),
                        new TastingEvent.Calibrated(
                                id,
                                sample.code(),
                                sample.identity(),
                                sample.targetHundredths().orElse(0) / 100.0));
            }
        }
    }

    /// What is durable in each sheet now is what counts. Marks that are on their way wait for the cuppers held here, and find themselves late.
    private void lock(Tx tx, Look look, Openings.Prepared documents, long nowMs) {
        TastingId id = look.tasting().id();
        List<Cupper> cuppers = desk.store().holdCuppers(tx, id);
        for (Cupper cupper : cuppers) {
            String sheet = cupper.sheet().orElseThrow();
            Version version = sheets.version(tx, sheet);
            sheets.freeze(tx, sheet, version);
            desk.store().putCupper(tx, id, cupper.frozenAt(version));
        }
        documents.write(tx, look.tasting(), cuppers, nowMs);
    }

    private void closeShared(Tx tx, Tasting tasting) {
        tasting.notes().ifPresent(id -> sheets.freeze(tx, id, sheets.version(tx, id)));
        tasting.consensus().ifPresent(id -> sheets.freeze(tx, id, sheets.version(tx, id)));
    }

    /// Gives the step more time, or takes some.
    public CompletionStage<TastingAnswer.Moved> adjust(Request request, TastingCommand.Adjust ask) {
        if (ask.seconds() == 0 || Math.abs((long) ask.seconds()) > Timetable.ADJUST_SECONDS_MAX) {
            throw RejectedException.invalid(
                    "data.seconds",
                    "-"
                            + Timetable.ADJUST_SECONDS_MAX
                            + " to "
                            + Timetable.ADJUST_SECONDS_MAX
                            + ", not 0",
                    Timetable.ADJUST_SECONDS_MAX);
        }
        Duration by = Duration.ofSeconds(ask.seconds());
        return change(
                request,
                ask.session(),
                ask.seq(),
                (timetable, from, nowMs) -> timetable.adjust(from, by, nowMs));
    }

    public CompletionStage<TastingAnswer.Moved> pause(Request request, TastingCommand.Pause ask) {
        return change(request, ask.session(), ask.seq(), Timetable::pause);
    }

    public CompletionStage<TastingAnswer.Moved> resume(Request request, TastingCommand.Resume ask) {
        return change(request, ask.session(), ask.seq(), Timetable::resume);
    }

    private CompletionStage<TastingAnswer.Moved> change(
            Request request, TastingId id, long seq, Change change) {
        return desk.decide(
                request,
                id,
                Permission.ADMINISTER,
                TastingAnswer.Moved.class,
                (tx, look, nowMs) -> {
                    requireSeen(look, seq);
                    Moment next =
                            change.apply(
                                    look.tasting().timetable(), look.tasting().moment(), nowMs);
                    if (!desk.advance(tx, look.tasting(), next, nowMs)) {
                        throw TastingDesk.conflict("the session has moved on");
                    }
                    return new TastingAnswer.Moved(TastingView.moment(next, nowMs));
                });
    }

    private static void requireSeen(Look look, long seq) {
        long now = look.tasting().moment().seq();
        if (seq != now) {
            throw TastingDesk.conflict("the session has moved on: seq is " + now);
        }
    }
}
