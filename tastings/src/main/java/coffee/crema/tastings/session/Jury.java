package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.Permission;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.session.TastingStore.Exclusion;
import coffee.crema.tastings.sheet.Sheets;
import coffee.crema.tastings.sheet.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What counts: exclusions, with a label that everyone reads after the reveal, and what came late. Each is written down with who decided it.
///
/// **Threading, errors.** As {@link Tastings}.
public final class Jury {
    private final TastingDesk desk;
    private final Sheets sheets;
    private final ProgressFeed progress;

    public Jury(TastingDesk desk, Sheets sheets, ProgressFeed progress) {
        this.desk = desk;
        this.sheets = sheets;
        this.progress = progress;
    }

    public CompletionStage<TastingAnswer.Done> exclude(
            Request request, TastingCommand.Exclude ask) {
        String label = Fields.text("data.label", ask.label(), TastingLimits.TEXT_MAX);
        return desk.decide(
                request,
                ask.session(),
                Permission.ADMINISTER,
                TastingAnswer.Done.class,
                (tx, look, nowMs) -> {
                    requireOpenQuestion(look, ask.sample());
                    cupper(look, ask.user());
                    UserId by = look.viewer().user();
                    desk.store()
                            .putExclusion(
                                    tx,
                                    ask.session(),
                                    new Exclusion(
                                            ask.user(),
                                            Optional.ofNullable(ask.sample()),
                                            label,
                                            by,
                                            nowMs));
                    desk.tell(
                            tx,
                            look.tasting(),
                            new TastingEvent.Excluded(
                                    ask.session(),
                                    ask.user().value(),
                                    ask.sample(),
                                    label,
                                    by.value()));
                    return new TastingAnswer.Done();
                });
    }

    public CompletionStage<TastingAnswer.Done> include(
            Request request, TastingCommand.Include ask) {
        return desk.decide(
                request,
                ask.session(),
                Permission.ADMINISTER,
                TastingAnswer.Done.class,
                (tx, look, nowMs) -> {
                    requireOpenQuestion(look, ask.sample());
                    Optional<String> sample = Optional.ofNullable(ask.sample());
                    if (!desk.store().removeExclusion(tx, ask.session(), ask.user(), sample)) {
                        throw TastingDesk.conflict("nothing of this was excluded");
                    }
                    desk.tell(
                            tx,
                            look.tasting(),
                            new TastingEvent.Included(
                                    ask.session(),
                                    ask.user().value(),
                                    ask.sample(),
                                    look.viewer().user().value()));
                    return new TastingAnswer.Done();
                });
    }

    /// A host who has not seen scores decides by what happened at the table; once a sample is revealed, its result stands.
    private static void requireOpenQuestion(Look look, @Nullable String code) {
        if (code != null && look.sample(code).revealed()) {
            throw TastingDesk.conflict("this sample is revealed: its result stands");
        }
        boolean begun = look.samples().stream().anyMatch(s -> s.revealed() && !s.calibrates());
        if (code == null && begun) {
            throw TastingDesk.conflict("the reveal has begun: exclude sample by sample");
        }
    }

    private static Cupper cupper(Look look, UserId user) {
        return look.cuppers().stream()
                .filter(one -> one.user().equals(user))
                .findFirst()
                .orElseThrow(() -> RejectedException.of(ErrorCode.NOT_FOUND, "no such cupper"));
    }

    /// Whose sheets have something that came after the lock.
    public CompletionStage<TastingAnswer.Late> late(Request request, TastingCommand.Late ask) {
        return desk.look(request, ask.session())
                .thenCompose(look -> {
                    if (!look.viewer().seesCounts()) {
                        throw TastingDesk.forbidden("hosts and assistants see what came late");
                    }
                    List<Cupper> locked =
                            look.cuppers().stream()
                                    .filter(cupper -> cupper.frozen().isPresent())
                                    .toList();
                    return sheets.versions(
                                    locked.stream()
                                            .map(cupper -> cupper.sheet().orElseThrow())
                                            .toList())
                            .thenApply(versions -> late(locked, versions));
                });
    }

    private static TastingAnswer.Late late(List<Cupper> locked, Map<String, Version> versions) {
        return new TastingAnswer.Late(
                locked.stream()
                        .filter(cupper ->
                                !cupper.frozen()
                                        .equals(
                                                Optional.ofNullable(
                                                        versions.get(
                                                                cupper.sheet().orElseThrow()))))
                        .map(cupper -> cupper.user().value())
                        .toList());
    }

    /// What a cupper brought after the lock counts from now on. Nobody admits what is their own, and nothing is admitted once the reveal has begun.
    public CompletionStage<TastingAnswer.Done> admitLate(
            Request request, TastingCommand.AdmitLate ask) {
        return desk.decide(
                        request,
                        ask.session(),
                        Permission.ADMINISTER,
                        TastingAnswer.Done.class,
                        (tx, look, nowMs) -> {
                            Step step = look.tasting().moment().step();
                            if (!step.locked() || step.compareTo(Step.REVEAL) >= 0) {
                                throw TastingDesk.conflict("between the lock and the reveal");
                            }
                            if (ask.user().equals(look.viewer().user())) {
                                throw TastingDesk.forbidden("nobody admits what is their own");
                            }
                            admit(tx, look, ask.user());
                            return new TastingAnswer.Done();
                        })
                .thenApply(done -> {
                    progress.touched(ask.session(), ask.user());
                    return done;
                });
    }

    private void admit(Tx tx, Look look, UserId user) {
        TastingId id = look.tasting().id();
        Cupper cupper =
                desk.store()
                        .holdCupper(tx, id, user)
                        .orElseThrow(
                                () -> RejectedException.of(ErrorCode.NOT_FOUND, "no such cupper"));
        String sheet = cupper.sheet().orElseThrow();
        Version version = sheets.version(tx, sheet);
        if (cupper.frozen().equals(Optional.of(version))) {
            throw TastingDesk.conflict("nothing of theirs is late");
        }
        sheets.freeze(tx, sheet, version);
        desk.store().putCupper(tx, id, cupper.frozenAt(version));
        desk.tell(
                tx,
                look.tasting(),
                new TastingEvent.LateAdmitted(id, user.value(), look.viewer().user().value()));
    }
}
