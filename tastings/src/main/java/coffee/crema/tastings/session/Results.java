package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.Panels.Ground;
import coffee.crema.tastings.session.TastingAnswer.CupperProgress;
import coffee.crema.tastings.session.TastingAnswer.SampleProgress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// How far a session is, and what came out of it. Each answer is made for the asker, from what {@link Viewer} allows.
///
/// **Threading, errors.** As {@link Tastings}.
public final class Results {
    private final TastingDesk desk;
    private final Panels panels;

    public Results(TastingDesk desk, Panels panels) {
        this.desk = desk;
        this.panels = panels;
    }

    /// How much is complete: counts, for the staff.
    public CompletionStage<TastingAnswer.Progress> progress(
            Request request, TastingCommand.Progress ask) {
        return panels.ground(request, ask.session())
                .thenCompose(ground -> {
                    if (!ground.look().viewer().seesCounts()) {
                        throw TastingDesk.forbidden("hosts and assistants see the progress");
                    }
                    return panels.entries(ground)
                            .thenApply(entries -> progress(ground, complete(entries)));
                });
    }

    /// The codes of complete samples, by cupper's user id.
    private static Map<String, Set<String>> complete(List<Entry> entries) {
        Map<String, Set<String>> byCupper = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.completion().complete()) {
                byCupper.computeIfAbsent(entry.cupper().user().value(), _ -> new HashSet<>())
                        .add(entry.sample().code());
            }
        }
        return byCupper;
    }

    /// @param complete codes of complete samples, by cupper's user id
    static TastingAnswer.Progress progress(Ground ground, Map<String, Set<String>> complete) {
        List<Cupper> panel = ground.look().cuppers();
        List<String> codes =
                ground.look().samples().stream()
                        .filter(sample -> !sample.calibrates())
                        .map(Sample::code)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        List<SampleProgress> samples =
                codes.stream()
                        .map(code ->
                                new SampleProgress(
                                        code,
                                        (int)
                                                complete.values().stream()
                                                        .filter(own -> own.contains(code))
                                                        .count(),
                                        panel.size()))
                        .toList();
        List<CupperProgress> cuppers =
                panel.stream()
                        .map(cupper -> cupper.user().value())
                        .map(user ->
                                new CupperProgress(
                                        user,
                                        complete.getOrDefault(user, Set.of()).size(),
                                        codes.size()))
                        .toList();
        return new TastingAnswer.Progress(
                samples.stream().mapToInt(SampleProgress::complete).sum(),
                codes.size() * panel.size(),
                samples,
                cuppers);
    }

    /// The samples of which the asker may see something: all for a host who does not score, from the beginning; for others as they are revealed.
    public CompletionStage<TastingAnswer.Results> results(
            Request request, TastingCommand.Results ask) {
        return panels.ground(request, ask.session())
                .thenCompose(ground -> {
                    CompletionStage<List<Entry>> entries =
                            Findings.visible(ground.look()).isEmpty()
                                    ? CompletableFuture.completedFuture(List.of())
                                    : panels.entries(ground);
                    CompletionStage<List<Entry>> calibration =
                            Findings.calibrationVisible(ground.look())
                                    ? panels.calibrationEntries(ground)
                                    : CompletableFuture.completedFuture(List.of());
                    return entries.thenCombine(
                            calibration,
                            (all, known) -> new Findings(ground, all).results(known, desk.nowMs()));
                });
    }
}
