package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.rooms.Fields;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.session.TastingStore.Logged;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// A session again, from what was told of it.
///
/// **Threading, errors.** As {@link Tastings}.
public final class Replays {
    private final TastingDesk desk;

    public Replays(TastingDesk desk) {
        this.desk = desk;
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
