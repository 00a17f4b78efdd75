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
import coffee.crema.tastings.sheet.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
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

        /// The score, once all scored fields are filled in.
        Optional<Long> hundredths() {
            return score instanceof Score.Complete complete
                    ? Optional.of(complete.hundredths())
                    : Optional.empty();
        }

        Optional<Double> total() {
            return hundredths().map(hundredths -> hundredths / 100.0);
        }

        /// Whether it is part of what the panel makes of the sample.
        boolean counts() {
            return excluded.isEmpty() && hundredths().isPresent();
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
        return entries(ground, _ -> true);
    }

    /// As {@link #entries(Ground)}, of some cuppers.
    CompletionStage<List<Entry>> entries(Ground ground, Predicate<Cupper> whose) {
        return read(
                ground.look().cuppers().stream().filter(whose).toList(),
                Cupper::frozen,
                (cupper, content) ->
                        ground.look().samples().stream()
                                .filter(sample -> !sample.calibrates())
                                .map(sample -> entry(ground, cupper, sample.code(), content)));
    }

    /// Entries of the calibration's sample: as they were when the calibration ended, or as they are while it lasts. Nothing where there is none.
    CompletionStage<List<Entry>> calibrationEntries(Ground ground) {
        return calibrationEntries(ground, ground.look().cuppers());
    }

    private CompletionStage<List<Entry>> calibrationEntries(Ground ground, List<Cupper> cuppers) {
        Optional<Sample> sample = ground.look().calibrationSample();
        return sample.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : read(
                        cuppers,
                        Cupper::calibrated,
                        (cupper, content) ->
                                Stream.of(entry(ground, cupper, sample.get().code(), content)));
    }

    /// Sheets of those who have one, cupper after cupper.
    private CompletionStage<List<Entry>> read(
            List<Cupper> cuppers,
            Function<Cupper, Optional<Version>> version,
            BiFunction<Cupper, Content, Stream<Entry>> entries) {
        Map<Cupper, Pick> picks = new LinkedHashMap<>();
        for (Cupper cupper : cuppers) {
            cupper.sheet()
                    .ifPresent(sheet -> picks.put(cupper, new Pick(sheet, version.apply(cupper))));
        }
        return sheets.read(picks.values())
                .thenApply(contents ->
                        picks.entrySet().stream()
                                .flatMap(one ->
                                        entries.apply(
                                                one.getKey(),
                                                Objects.requireNonNull(
                                                        contents.get(one.getValue()))))
                                .toList());
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
        Optional<Sample> sample = ground.look().calibrationSample();
        if (sample.isEmpty() || cupper.calibrated().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return calibrationEntries(ground, List.of(cupper))
                .thenApply(entries ->
                        PanelFigures.deviations(sample.get(), entries).stream()
                                .findFirst()
                                .map(PanelView.DeviationView::off));
    }
}
