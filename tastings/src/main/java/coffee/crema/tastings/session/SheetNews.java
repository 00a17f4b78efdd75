package coffee.crema.tastings.session;

import coffee.crema.crdt.DocumentInfo;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.tastings.session.TastingStore.Owner;
import coffee.crema.tastings.sheet.Sheets;
import coffee.crema.tastings.sheet.Version;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows from a change of a sheet, by whatever door it came: {@link ProgressFeed} counts it, and what came after the lock is noted as late.
///
/// Changes are gathered: a sheet is looked at once in {@link #LOOK_EVERY}, however often it changes.
///
/// **Late.** Whatever was stored before the lock's commit and is not in what was frozen is found by {@link #locked}, whatever came after it when the change is told; so nothing falls between.
///
/// **Threading.** Any thread; nothing blocks.
public final class SheetNews implements AutoCloseable {
    static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /// Sheets that may wait to be looked at; over it the change is only in the sheet, and in the next count.
    static final int CHANGED_MAX = 20_000;

    private static final int LOOKED_AT_ONCE = 200;
    private static final Logger LOG = LoggerFactory.getLogger(SheetNews.class);

    private final TastingDesk desk;
    private final Sheets sheets;
    private final ProgressFeed progress;
    private final Scheduler scheduler;
    private final Counter overlooked;

    // Guarded by this.
    private final Set<String> changed = new LinkedHashSet<>();
    private boolean looking;
    private boolean closed;

    public SheetNews(
            TastingDesk desk,
            Sheets sheets,
            ProgressFeed progress,
            Scheduler scheduler,
            MeterRegistry meters) {
        this.desk = desk;
        this.sheets = sheets;
        this.progress = progress;
        this.scheduler = scheduler;
        this.overlooked = meters.counter("crema.tastings.sheets.overlooked");
    }

    /// From here on it hears of changes.
    public void start(SheetPolicy policy) {
        policy.listen(this::changed);
    }

    private synchronized void changed(DocumentInfo sheet) {
        if (changed.size() >= CHANGED_MAX) {
            overlooked.increment();
            return;
        }
        changed.add(sheet.id().value());
        lookLater();
    }

    private void lookLater() {
        if (!looking && !closed && !changed.isEmpty()) {
            looking = true;
            scheduler.after(LOOK_EVERY, this::look);
        }
    }

    /// A sheet that changed, and where its session is.
    private record Seen(String sheet, Owner owner, Step step) {}

    private void look() {
        List<String> now;
        synchronized (this) {
            if (closed) {
                return;
            }
            now = changed.stream().limit(LOOKED_AT_ONCE).toList();
            now.forEach(changed::remove);
        }
        desk.database()
                .read(tx -> now.stream().flatMap(sheet -> seen(tx, sheet).stream()).toList())
                .whenComplete((seen, failure) -> {
                    if (seen == null) {
                        LOG.warn("changed sheets could not be looked at", failure);
                    } else {
                        seen.forEach(this::follow);
                    }
                    synchronized (this) {
                        looking = false;
                        if (seen == null && changed.size() < CHANGED_MAX) {
                            changed.addAll(now);
                        }
                        lookLater();
                    }
                });
    }

    private Optional<Seen> seen(Tx tx, String sheet) {
        return desk.store()
                .ownerOfSheet(tx, sheet)
                .map(owner ->
                        new Seen(sheet, owner, desk.find(tx, owner.session()).moment().step()));
    }

    private void follow(Seen seen) {
        progress.touched(seen.owner().session(), seen.owner().user());
        if (seen.step().locked()) {
            noteLate(seen.owner(), seen.sheet());
        }
    }

    /// A session was locked, by this node.
    void locked(TastingId id) {
        desk.database()
                .read(tx -> desk.store().cuppers(tx, id))
                .whenComplete((cuppers, failure) -> {
                    if (cuppers == null) {
                        LOG.warn("what came with the lock could not be looked at", failure);
                        return;
                    }
                    for (Cupper cupper : cuppers) {
                        cupper.sheet()
                                .ifPresent(sheet -> noteLate(new Owner(id, cupper.user()), sheet));
                    }
                });
    }

    private void noteLate(Owner owner, String sheet) {
        desk.database()
                .write(
                        TastingDesk.lane(owner.session()),
                        tx -> {
                            noteLate(tx, owner, sheet);
                            return sheet;
                        })
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("that a sheet is late could not be noted", failure);
                        again(sheet);
                    }
                });
    }

    private synchronized void again(String sheet) {
        if (changed.size() < CHANGED_MAX) {
            changed.add(sheet);
            lookLater();
        }
    }

    private void noteLate(Tx tx, Owner owner, String sheet) {
        Optional<Cupper> cupper = desk.store().holdCupper(tx, owner.session(), owner.user());
        Optional<Version> frozen = cupper.flatMap(Cupper::frozen);
        Tasting tasting = desk.find(tx, owner.session());
        boolean open = tasting.moment().step().compareTo(Step.REVEAL) < 0;
        if (open && frozen.isPresent() && !frozen.get().equals(sheets.version(tx, sheet))) {
            desk.noteLate(tx, tasting, owner.user());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
