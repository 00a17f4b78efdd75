package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Permission;
import coffee.crema.tastings.session.TastingDesk.Look;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Who scores in a session.
///
/// **Threading, errors.** As {@link Tastings}; also `full`.
public final class Enrolment {
    private final TastingDesk desk;
    private final Openings openings;
    private final SampleTable table;

    public Enrolment(TastingDesk desk, Openings openings, SecureRandom random) {
        this.desk = desk;
        this.openings = openings;
        this.table = new SampleTable(random);
    }

    /// Makes the asker one of those who score, until the lock. Harmless for one who is.
    public CompletionStage<TastingAnswer.Seen> enter(Request request, TastingCommand.Enter ask) {
        return desk.look(request, ask.session())
                .thenCompose(look -> openings.ofLatecomer(look, request.principal()))
                .thenCompose(sheet ->
                        desk.decide(
                                request,
                                ask.session(),
                                Permission.CHAT,
                                TastingAnswer.Seen.class,
                                (tx, look, nowMs) -> {
                                    if (!look.viewer().cups()) {
                                        admit(tx, request.principal(), look, sheet, nowMs);
                                    }
                                    return new TastingAnswer.Seen(
                                            desk.look(tx, request.principal(), ask.session())
                                                    .view(nowMs));
                                }));
    }

    private void admit(Tx tx, Principal who, Look look, Openings.Prepared sheet, long nowMs) {
        Tasting tasting = look.tasting();
        requireMayCup(tx, who, look);
        if (look.cuppers().size() >= TastingLimits.CUPPERS_MAX) {
            throw RejectedException.limit(
                    ErrorCode.FULL, "cuppers of a session", TastingLimits.CUPPERS_MAX);
        }
        int place = look.cuppers().size();
        boolean begun = tasting.moment().step() != Step.LOBBY;
        Cupper cupper =
                new Cupper(
                        who.user(),
                        who.name(),
                        place,
                        begun
                                ? table.orderOfLatecomer(
                                        tasting.ordering(), look.samples(), look.cuppers())
                                : List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        if (begun && !sheet.covers(List.of(cupper))) {
            throw RejectedException.of(
                    ErrorCode.UNAVAILABLE, "the session has begun just now: send it again");
        }
        sheet.write(tx, tasting, List.of(cupper), nowMs);
        if (!begun) {
            desk.store().putCupper(tx, tasting.id(), cupper);
        }
        desk.tell(tx, tasting, new TastingEvent.CuppersChanged(tasting.id(), place + 1));
    }

    private void requireMayCup(Tx tx, Principal who, Look look) {
        if (look.tasting().moment().step().locked()) {
            throw TastingDesk.conflict("the sheets are locked");
        }
        if (who.kind() == Principal.Kind.SERVICE || !Viewer.mayCup(look.viewer().role())) {
            throw TastingDesk.forbidden(
                    "the role " + look.viewer().role().wireName() + " does not score");
        }
        if (desk.store().isWitness(tx, look.tasting().id(), who.user())) {
            throw TastingDesk.forbidden("who has read the code map does not score");
        }
    }
}
