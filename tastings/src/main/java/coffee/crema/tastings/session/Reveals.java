package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Permission;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.Panels.Ground;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.sheet.Sheets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Shows what the codes were, one by one or all at once. Each event carries its one sample and nothing of the others.
///
/// **Threading, errors.** As {@link Tastings}.
public final class Reveals {
    private final TastingDesk desk;
    private final Panels panels;
    private final Podium podium;
    private final Sheets sheets;

    public Reveals(TastingDesk desk, Panels panels, Podium podium, Sheets sheets) {
        this.sheets = sheets;
        this.desk = desk;
        this.panels = panels;
        this.podium = podium;
    }

    /// What the panel made of the samples, from sheets and decisions that must still hold when it is told.
    private record Computed(Ground ground, List<Entry> entries) {}

    public CompletionStage<TastingAnswer.Revealed> reveal(
            Request request, TastingCommand.Reveal ask) {
        return panels.ground(request, ask.session())
                .thenCompose(ground ->
                        panels.entries(ground).thenApply(entries -> new Computed(ground, entries)))
                .thenCompose(computed ->
                        desk.decide(
                                        request,
                                        ask.session(),
                                        Permission.ADMINISTER,
                                        TastingAnswer.Revealed.class,
                                        (tx, look, nowMs) -> {
                                            requireReveal(tx, look, ask, computed);
                                            return tell(tx, look, ask.sample(), computed, nowMs);
                                        })
                                .thenApply(revealed -> {
                                    podium.changed(computed.ground().look().tasting());
                                    return revealed;
                                }));
    }

    private void requireReveal(Tx tx, Look look, TastingCommand.Reveal ask, Computed computed) {
        Moment moment = look.tasting().moment();
        if (moment.seq() != ask.seq()) {
            throw TastingDesk.conflict("the session has moved on: seq is " + moment.seq());
        }
        if (moment.step() != Step.REVEAL) {
            throw TastingDesk.conflict("the step is " + moment.step().wireName());
        }
        Ground now = panels.ground(tx, look);
        boolean same =
                now.exclusions().equals(computed.ground().exclusions())
                        && look.cuppers().equals(computed.ground().look().cuppers());
        if (!same) {
            throw RejectedException.of(
                    ErrorCode.UNAVAILABLE, "what counts was changed meanwhile: send it again");
        }
    }

    private TastingAnswer.Revealed tell(
            Tx tx, Look look, @Nullable String code, Computed computed, long nowMs) {
        List<Sample> hidden =
                look.samples().stream()
                        .filter(sample -> !sample.revealed())
                        .sorted(Comparator.comparing(Sample::code))
                        .toList();
        List<Sample> now = code == null ? hidden : List.of(look.sample(code));
        if (now.isEmpty() || now.getFirst().revealed()) {
            throw TastingDesk.conflict("that is revealed");
        }
        PanelFigures figures = new PanelFigures(look.cuppers(), look.samples(), computed.entries());
        List<TastingEvent.RevealedSample> told = new ArrayList<>();
        int left = hidden.size();
        for (Sample sample : now) {
            left--;
            desk.store().reveal(tx, look.tasting().id(), sample.code(), nowMs);
            var revealed =
                    new TastingEvent.RevealedSample(
                            sample.code(), sample.identity(), figures.panel(sample));
            desk.tell(
                    tx,
                    look.tasting(),
                    new TastingEvent.Revealed(look.tasting().id(), revealed, left));
            told.add(revealed);
        }
        if (left == 0) {
            // Whoever sees all scores may read the documents now.
            sheets.accessChanged(tx, look.tasting().room());
            podium.points()
                    .put(
                            tx,
                            look.tasting().id(),
                            look.tasting().room(),
                            PanelPoints.of(look, computed.entries()));
        }
        return new TastingAnswer.Revealed(TastingView.moment(look.tasting().moment(), nowMs), told);
    }
}
