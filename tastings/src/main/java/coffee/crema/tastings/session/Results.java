package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.rooms.Fields;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.Panels.Ground;
import coffee.crema.tastings.session.TastingAnswer.CupperResult;
import coffee.crema.tastings.session.TastingAnswer.SampleProgress;
import coffee.crema.tastings.session.TastingAnswer.SampleResult;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.session.TastingStore.Logged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// What is read of a session: progress, results, its replay. Each answer is made for the asker, from what {@link Viewer} allows.
///
/// **Threading, errors.** As {@link Tastings}.
public final class Results {
    private final TastingDesk desk;
    private final Panels panels;

    public Results(TastingDesk desk, Panels panels) {
        this.desk = desk;
        this.panels = panels;
    }

    /// How many sheets are complete. A count, also for hosts: not whose.
    public CompletionStage<TastingAnswer.Progress> progress(
            Request request, TastingCommand.Progress ask) {
        return panels.ground(request, ask.session())
                .thenCompose(ground -> {
                    if (!ground.look().viewer().seesCounts()) {
                        throw TastingDesk.forbidden("hosts and assistants see the progress");
                    }
                    return panels.entries(ground).thenApply(entries -> progress(ground, entries));
                });
    }

    static TastingAnswer.Progress progress(Ground ground, List<Entry> entries) {
        int cuppers = ground.look().cuppers().size();
        List<SampleProgress> samples =
                ground.look().samples().stream()
                        .filter(sample -> !sample.calibrates())
                        .sorted(Comparator.comparing(Sample::code))
                        .map(sample ->
                                new SampleProgress(
                                        sample.code(),
                                        (int)
                                                of(entries, sample)
                                                        .filter(e -> e.completion().complete())
                                                        .count(),
                                        cuppers))
                        .toList();
        return new TastingAnswer.Progress(
                samples.stream().mapToInt(SampleProgress::complete).sum(),
                samples.size() * cuppers,
                samples);
    }

    private static Stream<Entry> of(List<Entry> entries, Sample sample) {
        return entries.stream().filter(e -> e.sample().code().equals(sample.code()));
    }

    /// The samples of which the asker may see something: all for a host who does not score, from the beginning; for others as they are revealed.
    public CompletionStage<TastingAnswer.Results> results(
            Request request, TastingCommand.Results ask) {
        return panels.ground(request, ask.session())
                .thenCompose(ground -> {
                    List<Sample> visible = visible(ground.look());
                    CompletionStage<List<Entry>> entries =
                            visible.isEmpty()
                                    ? CompletableFuture.completedFuture(List.of())
                                    : panels.entries(ground);
                    return entries.thenApply(all -> results(ground, visible, all));
                });
    }

    private static List<Sample> visible(Look look) {
        Step step = look.tasting().moment().step();
        return look.samples().stream()
                .filter(sample -> !sample.calibrates() && look.viewer().seesPanel(step, sample))
                .sorted(Comparator.comparing(Sample::code))
                .toList();
    }

    private TastingAnswer.Results results(
            Ground ground, List<Sample> visible, List<Entry> entries) {
        Look look = ground.look();
        List<SampleResult> results = new ArrayList<>();
        for (Sample sample : visible) {
            List<Entry> own = of(entries, sample).toList();
            boolean scores = look.viewer().seesScores(look.tasting().moment().step(), sample);
            results.add(
                    new SampleResult(
                            sample.code(),
                            sample.flight() + 1,
                            sample.revealed(),
                            look.viewer().seesIdentity(sample) ? sample.identity() : null,
                            PanelMath.panel(own),
                            scores ? own.stream().map(Results::of).toList() : null));
        }
        return new TastingAnswer.Results(
                TastingView.moment(look.tasting().moment(), desk.nowMs()), results);
    }

    private static CupperResult of(Entry entry) {
        return new CupperResult(
                entry.cupper().user().value(),
                entry.cupper().name(),
                entry.total().orElse(null),
                entry.completion().filled(),
                entry.completion().of(),
                entry.excluded().orElse(null),
                entry.sheet().notes(),
                Alternatives.shown(entry.sheet()));
    }

    /// What happened, page by page, with its time since the session was made.
    public CompletionStage<TastingAnswer.Replayed> replay(
            Request request, TastingCommand.Replay ask) {
        long after = ask.after() == null ? 0 : ask.after();
        int limit =
                Fields.number(
                        "data.limit",
                        ask.limit(),
                        TastingLimits.PAGE_MAX,
                        1,
                        TastingLimits.PAGE_MAX);
        return desk.database()
                .read(tx -> {
                    Look look = desk.look(tx, request.principal(), ask.session());
                    boolean staff = look.viewer().seesCounts();
                    List<Logged> logged =
                            desk.store().logged(tx, ask.session(), after, staff, limit + 1);
                    boolean more = logged.size() > limit;
                    List<Logged> page = more ? logged.subList(0, limit) : logged;
                    long startMs = look.tasting().createdAtMs();
                    return new TastingAnswer.Replayed(
                            page.stream().map(one -> replayed(one, startMs)).toList(),
                            more ? page.getLast().number() : null);
                });
    }

    private static TastingAnswer.ReplayedEvent replayed(Logged logged, long startMs) {
        return new TastingAnswer.ReplayedEvent(
                logged.number(),
                Math.max(0, logged.atMs() - startMs),
                logged.name(),
                new RawJson(logged.json()));
    }
}
