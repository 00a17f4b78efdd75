package coffee.crema.tastings.session.adapter.jdbi;

import static coffee.crema.tastings.session.adapter.jdbi.Statements.flag;
import static coffee.crema.tastings.session.adapter.jdbi.Statements.nullable;
import static coffee.crema.tastings.session.adapter.jdbi.Statements.query;
import static coffee.crema.tastings.session.adapter.jdbi.Statements.update;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.session.Cupper;
import coffee.crema.tastings.session.Moment;
import coffee.crema.tastings.session.Sample;
import coffee.crema.tastings.session.Tasting;
import coffee.crema.tastings.session.TastingEvent.Audience;
import coffee.crema.tastings.session.TastingId;
import coffee.crema.tastings.session.TastingStore;
import coffee.crema.tastings.session.Timetable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;

/// {@link TastingStore} in SQLite or PostgreSQL.
public final class JdbiTastingStore implements TastingStore {
    private final Rows rows;
    private final CupperRows cuppers = new CupperRows();
    private final AuditRows audit = new AuditRows();

    public JdbiTastingStore(WireMapper mapper) {
        this.rows = new Rows(mapper);
    }

    @Override
    public boolean insert(Tx tx, Tasting tasting) {
        Timetable timetable = tasting.timetable();
        return bind(update(tx, TastingSql.INSERT, tasting.id()), tasting.moment())
                        .bind("room", tasting.room().value())
                        .bind("title", tasting.title())
                        .bind("form", tasting.form().id())
                        .bind("version", tasting.form().version())
                        .bind("cups", tasting.cups())
                        .bind("ordering", tasting.ordering().wireName())
                        .bind("flights", timetable.flights())
                        .bind("calibration", flag(timetable.calibration()))
                        .bind("automatic", flag(timetable.automatic()))
                        .bind("times", rows.times(timetable))
                        .bind("createdBy", tasting.createdBy().value())
                        .bind("createdAtMs", tasting.createdAtMs())
                        .execute()
                > 0;
    }

    @Override
    public Optional<Tasting> find(Tx tx, TastingId id) {
        return query(tx, "select * from tasting where id = :id", id)
                .map((row, _) -> rows.tasting(row))
                .findOne();
    }

    @Override
    public boolean lock(Tx tx, TastingId id) {
        return update(tx, TastingSql.LOCK, id).execute() > 0;
    }

    @Override
    public boolean advance(Tx tx, TastingId id, Moment seen, Moment next) {
        return bind(update(tx, TastingSql.ADVANCE, id), next)
                        .bind("seenSeq", seen.seq())
                        .bind("seenTold", flag(seen.told()))
                        .execute()
                > 0;
    }

    @Override
    public List<Tasting> ofRoom(Tx tx, RoomId room, boolean openOnly, int limit) {
        return JdbiTx.handle(tx)
                .createQuery(TastingSql.OF_ROOM)
                .bind("room", room.value())
                .bind("closed", flag(!openOnly))
                .bind("limit", limit)
                .map((row, _) -> rows.tasting(row))
                .list();
    }

    @Override
    public int count(Tx tx, RoomId room, boolean openOnly) {
        return JdbiTx.handle(tx)
                .createQuery(TastingSql.COUNT)
                .bind("room", room.value())
                .bind("closed", flag(!openOnly))
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public List<Due> due(Tx tx, long beforeMs, int limit) {
        return JdbiTx.handle(tx)
                .createQuery(TastingSql.DUE)
                .bind("beforeMs", beforeMs)
                .bind("limit", limit)
                .map((row, _) ->
                        new Due(
                                new TastingId(row.getString("id")),
                                new RoomId(row.getString("room")),
                                row.getLong("due_at_ms")))
                .list();
    }

    @Override
    public void putDocuments(
            Tx tx, TastingId id, Optional<String> notes, Optional<String> consensus) {
        update(tx, "update tasting set notes = :notes, consensus = :consensus where id = :id", id)
                .bind("notes", notes.orElse(null))
                .bind("consensus", consensus.orElse(null))
                .execute();
    }

    @Override
    public void putFlights(Tx tx, TastingId id, Timetable timetable) {
        update(
                        tx,
                        "update tasting set flights = :flights, calibration = :calibration where id = :id",
                        id)
                .bind("flights", timetable.flights())
                .bind("calibration", flag(timetable.calibration()))
                .execute();
    }

    @Override
    public void putSample(Tx tx, TastingId id, Sample sample) {
        update(tx, TastingSql.PUT_SAMPLE, id)
                .bind("code", sample.code())
                .bind("place", sample.place())
                .bind("flight", sample.flight())
                .bind("identity", rows.text(sample.identity()))
                .bind("owner", sample.owner().map(UserId::value).orElse(null))
                .bind(
                        "target",
                        sample.targetHundredths().isPresent()
                                ? sample.targetHundredths().getAsInt()
                                : null)
                .bind("revealedAtMs", nullable(sample.revealedAtMs()))
                .execute();
    }

    @Override
    public List<Sample> samples(Tx tx, TastingId id) {
        return query(tx, "select * from tasting_sample where tasting = :id order by place", id)
                .map((row, _) -> rows.sample(row))
                .list();
    }

    @Override
    public void reveal(Tx tx, TastingId id, String code, long atMs) {
        update(
                        tx,
                        "update tasting_sample set revealed_at_ms = :atMs where tasting = :id and code = :code",
                        id)
                .bind("code", code)
                .bind("atMs", atMs)
                .execute();
    }

    @Override
    public void putCupper(Tx tx, TastingId id, Cupper cupper) {
        cuppers.put(tx, id, cupper);
    }

    @Override
    public List<Cupper> cuppers(Tx tx, TastingId id) {
        return cuppers.all(tx, id);
    }

    @Override
    public Optional<Cupper> holdCupper(Tx tx, TastingId id, UserId user) {
        return cuppers.hold(tx, id, user);
    }

    @Override
    public List<Cupper> holdCuppers(Tx tx, TastingId id) {
        return cuppers.holdAll(tx, id);
    }

    @Override
    public boolean putLate(Tx tx, TastingId id, UserId user) {
        return cuppers.putLate(tx, id, user);
    }

    @Override
    public Optional<Owner> ownerOfSheet(Tx tx, String sheet) {
        return cuppers.ownerOf(tx, sheet);
    }

    @Override
    public void putWitness(Tx tx, TastingId id, UserId user, long atMs) {
        cuppers.putWitness(tx, id, user, atMs);
    }

    @Override
    public boolean isWitness(Tx tx, TastingId id, UserId user) {
        return cuppers.isWitness(tx, id, user);
    }

    @Override
    public long putProgress(Tx tx, TastingId id, Map<UserId, Set<String>> complete) {
        return cuppers.putProgress(tx, id, complete);
    }

    @Override
    public Map<UserId, Set<String>> progress(Tx tx, TastingId id) {
        return cuppers.progress(tx, id);
    }

    @Override
    public void putExclusion(Tx tx, TastingId id, Exclusion exclusion) {
        audit.putExclusion(tx, id, exclusion);
    }

    @Override
    public boolean removeExclusion(Tx tx, TastingId id, UserId user, Optional<String> sample) {
        return audit.removeExclusion(tx, id, user, sample);
    }

    @Override
    public List<Exclusion> exclusions(Tx tx, TastingId id) {
        return audit.exclusions(tx, id);
    }

    @Override
    public long log(Tx tx, TastingId id, long atMs, Audience audience, String name, byte[] json) {
        return audit.log(tx, id, atMs, audience, name, json);
    }

    @Override
    public List<Logged> logged(Tx tx, TastingId id, long after, boolean staff, int limit) {
        return audit.logged(tx, id, after, staff, limit);
    }

    @Override
    public List<Logged> logged(Tx tx, TastingId id, String name) {
        return audit.named(tx, id, name);
    }

    @Override
    public Optional<Tasting> ofSharedDocument(Tx tx, String document) {
        return JdbiTx.handle(tx)
                .createQuery(
                        "select * from tasting where notes = :document or consensus = :document")
                .bind("document", document)
                .map((row, _) -> rows.tasting(row))
                .findOne();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Moment moment) {
        return statement
                .bind("step", moment.step().wireName())
                .bind("flight", moment.flight())
                .bind("seq", moment.seq())
                .bind("startedAtMs", moment.startedAtMs())
                .bind("dueAtMs", nullable(moment.dueAtMs()))
                .bind("pausedAtMs", nullable(moment.pausedAtMs()))
                .bind("told", flag(moment.told()));
    }
}
