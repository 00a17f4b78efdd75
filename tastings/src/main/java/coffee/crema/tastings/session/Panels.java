package coffee.crema.tastings.session;

import coffee.crema.crdt.AutomergeWorkers.Content;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.score.Completion;
import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.score.SheetEntry;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.session.TastingStore.Exclusion;
import coffee.crema.tastings.sheet.Sheets;
import coffee.crema.tastings.sheet.Sheets.Pick;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// What the cuppers of a session have entered, read by the server. Whom it is shown to is for the caller to decide, by {@link Viewer}.
///
/// **Threading.** Any thread; nothing blocks.
public final class Panels {
    private final TastingDesk desk;
    private final FormBook forms;
    private final Sheets sheets;

    public Panels(TastingDesk desk, FormBook forms, Sheets sheets) {
        this.desk = desk;
        this.forms = forms;
        this.sheets = sheets;
    }

    /// A session with what its scores are made by.
    record Ground(Look look, Form form, List<Exclusion> exclusions) {

        /// Why an entry does not count, when it does not.
        Optional<String> excluded(Cupper cupper, String code) {
            return exclusions.stream()
                    .filter(one -> one.user().equals(cupper.user()))
                    .filter(one -> one.sample().isEmpty() || one.sample().get().equals(code))
                    .map(Exclusion::label)
                    .findFirst();
        }
    }

    /// One cupper's entry for one sample.
    record Entry(
            Cupper cupper,
            Sample sample,
            SheetEntry sheet,
            Completion completion,
            Score score,
            Optional<String> excluded) {

        Optional<Double> total() {
            return score instanceof Score.Complete complete
                    ? Optional.of(complete.hundredths() / 100.0)
                    : Optional.empty();
        }

        /// Whether it is part of what the panel makes of the sample.
        boolean counts() {
            return excluded.isEmpty() && total().isPresent();
        }
    }

    CompletionStage<Ground> ground(Request request, TastingId id) {
        return desk.database()
                .read(tx -> {
                    Look look = desk.look(tx, request.principal(), id);
                    return ground(tx, look);
                });
    }

    Ground ground(Tx tx, Look look) {
        Form form =
                forms.find(tx, look.tasting().form())
                        .orElseThrow(() -> new IllegalStateException("a session's form is gone"));
        return new Ground(look, form, desk.store().exclusions(tx, look.tasting().id()));
    }

    /// All entries, cupper after cupper: what counts after the lock, what there is before it. The calibration's sample is not among them.
    CompletionStage<List<Entry>> entries(Ground ground) {
        List<Cupper> open =
                ground.look().cuppers().stream()
                        .filter(cupper -> cupper.sheet().isPresent())
                        .toList();
        return sheets.read(open.stream().map(Panels::pick).toList())
                .thenApply(contents ->
                        open.stream()
                                .flatMap(cupper ->
                                        entries(
                                                ground,
                                                cupper,
                                                Objects.requireNonNull(contents.get(pick(cupper)))))
                                .toList());
    }

    private static Pick pick(Cupper cupper) {
        return new Pick(cupper.sheet().orElseThrow(), cupper.frozen());
    }

    private static Stream<Entry> entries(Ground ground, Cupper cupper, Content content) {
        return ground.look().samples().stream()
                .filter(sample -> !sample.calibrates())
                .map(sample -> entry(ground, cupper, sample.code(), content));
    }

    static Entry entry(Ground ground, Cupper cupper, String code, Content content) {
        SheetEntry sheet =
                SheetEntry.parse(
                        ground.form(),
                        ground.look().tasting().cups(),
                        content.chosen().path("samples").path(code),
                        Alternatives.of(content, code));
        return new Entry(
                cupper,
                ground.look().sample(code),
                sheet,
                Completion.of(ground.form(), sheet),
                Score.of(ground.form(), sheet),
                ground.excluded(cupper, code));
    }

    /// How far a cupper's total of the calibration's sample was from its target, when the calibration is over and the cupper had scored it.
    CompletionStage<Optional<Double>> calibration(Ground ground, Cupper cupper) {
        Optional<Sample> sample =
                ground.look().samples().stream().filter(Sample::calibrates).findFirst();
        if (sample.isEmpty() || cupper.calibrated().isEmpty() || cupper.sheet().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        double target = sample.get().targetHundredths().orElse(0) / 100.0;
        return sheets.read(new Pick(cupper.sheet().get(), cupper.calibrated()))
                .thenApply(content ->
                        entry(ground, cupper, sample.get().code(), content)
                                .total()
                                .map(total -> Math.round((total - target) * 100) / 100.0));
    }
}
