package coffee.crema.tastings.session;

import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomFeature.LiveMember;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.tastings.session.Panels.Ground;
import coffee.crema.tastings.session.TastingAnswer.SessionPanels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The part of sessions in a room's snapshot: those that are open, as the viewer may see them, and what their panels say where the viewer may see that.
///
/// Figures are made by reading sheets, so there is a bound to them. What is over it, or cannot be read just now, is left out as a whole session: the client asks for it by `tasting.results`.
///
/// **Threading.** Any thread; nothing blocks.
public final class RoomPart {
    /// Sheets that are read for one snapshot.
    static final int SHEETS_MAX = 120;

    /// Samples that one snapshot has figures of.
    static final int SAMPLES_MAX = 100;

    private final TastingDesk desk;
    private final Panels panels;
    private final Counter leftOut;

    public RoomPart(TastingDesk desk, Panels panels, MeterRegistry meters) {
        this.desk = desk;
        this.panels = panels;
        this.leftOut = meters.counter("crema.tastings.snapshot.left-out");
    }

    /// Nothing when no session is open.
    CompletionStage<Optional<Object>> of(LiveMember viewer) {
        return desk.database()
                .read(tx -> {
                    List<Tasting> open =
                            desk.store()
                                    .ofRoom(
                                            tx,
                                            viewer.room(),
                                            true,
                                            TastingLimits.OPEN_PER_ROOM_MAX);
                    if (open.isEmpty()) {
                        return List.<Ground>of();
                    }
                    var who = viewer.connection().principal();
                    Role role =
                            RoomPolicy.require(
                                    who,
                                    desk.rooms().standing(tx, viewer.room(), who.user()),
                                    Permission.VIEW,
                                    desk.nowMs());
                    return open.stream()
                            .map(one -> panels.ground(tx, desk.look(tx, who, one, role)))
                            .toList();
                })
                .thenCompose(grounds ->
                        grounds.isEmpty()
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : open(grounds));
    }

    private CompletionStage<Optional<Object>> open(List<Ground> grounds) {
        List<TastingView> sessions =
                grounds.stream().map(ground -> ground.look().view(desk.nowMs())).toList();
        return figures(grounds)
                .thenApply(figures ->
                        Optional.of(
                                new TastingAnswer.Open(
                                        sessions, figures.isEmpty() ? null : figures)));
    }

    private CompletionStage<List<SessionPanels>> figures(List<Ground> grounds) {
        List<CompletableFuture<Optional<SessionPanels>>> asked = new ArrayList<>();
        int sheets = 0;
        int samples = 0;
        for (Ground ground : grounds) {
            int visible = Findings.visible(ground.look()).size();
            if (visible == 0) {
                continue;
            }
            sheets += ground.look().cuppers().size();
            samples += visible;
            if (sheets > SHEETS_MAX || samples > SAMPLES_MAX) {
                leftOut.increment();
            } else {
                asked.add(figures(ground));
            }
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(_ -> asked.stream().flatMap(one -> one.resultNow().stream()).toList());
    }

    private CompletableFuture<Optional<SessionPanels>> figures(Ground ground) {
        return panels.entries(ground)
                .thenApply(entries -> Optional.of(new Findings(ground, entries).panels()))
                .exceptionally(_ -> {
                    leftOut.increment();
                    return Optional.empty();
                })
                .toCompletableFuture();
    }
}
