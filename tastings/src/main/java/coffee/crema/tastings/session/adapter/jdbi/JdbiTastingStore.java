package coffee.crema.tastings.session.adapter.jdbi;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.session.Cupper;
import coffee.crema.tastings.session.Moment;
import coffee.crema.tastings.session.Sample;
import coffee.crema.tastings.session.Tasting;
import coffee.crema.tastings.session.TastingEvent.Audience;
import coffee.crema.tastings.session.TastingId;
import coffee.crema.tastings.session.TastingLimits;
import coffee.crema.tastings.session.TastingStore;
import coffee.crema.tastings.session.Timetable;
import coffee.crema.tastings.sheet.Version;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// {@link TastingStore} in SQLite or PostgreSQL.
public final class JdbiTastingStore implements TastingStore {
    private final Rows rows;

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
        update(tx, TastingSql.PUT_CUPPER, id)
                .bind("user", cupper.user().value())
                .bind("name", cupper.name())
                .bind("place", cupper.place())
                .bind("presentation", String.join(" ", cupper.order()))
                .bind("sheet", cupper.sheet().orElse(null))
                .bind("calibrated", cupper.calibrated().map(Version::text).orElse(null))
                .bind("frozen", cupper.frozen().map(Version::text).orElse(null))
                .bind("late", flag(cupper.late()))
                .execute();
    }

    @Override
    public List<Cupper> cuppers(Tx tx, TastingId id) {
        return query(tx, "select * from tasting_cupper where tasting = :id order by place", id)
                .map((row, _) -> Rows.cupper(row))
                .list();
    }

    @Override
    public Optional<Cupper> holdCupper(Tx tx, TastingId id, UserId user) {
        return query(tx, TastingSql.HOLD_CUPPER, id)
                .bind("user", user.value())
                .map((row, _) -> Rows.cupper(row))
                .findOne();
    }

    @Override
    public List<Cupper> holdCuppers(Tx tx, TastingId id) {
        return query(tx, TastingSql.HOLD_CUPPERS, id).map((row, _) -> Rows.cupper(row)).stream()
                .sorted(Comparator.comparingInt(Cupper::place))
                .toList();
    }

    @Override
    public boolean putLate(Tx tx, TastingId id, UserId user) {
        return update(
                                tx,
                                "update tasting_cupper set late = 1 where tasting = :id and user_id = :user and late = 0",
                                id)
                        .bind("user", user.value())
                        .execute()
                > 0;
    }

    @Override
    public Optional<Owner> ownerOfSheet(Tx tx, String sheet) {
        return JdbiTx.handle(tx)
                .createQuery("select tasting, user_id from tasting_cupper where sheet = :sheet")
                .bind("sheet", sheet)
                .map((row, _) ->
                        new Owner(
                                new TastingId(row.getString("tasting")),
                                new UserId(row.getString("user_id"))))
                .findOne();
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

    @Override
    public void putWitness(Tx tx, TastingId id, UserId user, long atMs) {
        update(tx, TastingSql.PUT_WITNESS, id)
                .bind("user", user.value())
                .bind("atMs", atMs)
                .execute();
    }

    @Override
    public boolean isWitness(Tx tx, TastingId id, UserId user) {
        return query(
                        tx,
                        "select 1 from tasting_witness where tasting = :id and user_id = :user",
                        id)
                .bind("user", user.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void putExclusion(Tx tx, TastingId id, Exclusion exclusion) {
        update(tx, TastingSql.PUT_EXCLUSION, id)
                .bind("user", exclusion.user().value())
                .bind("code", exclusion.sample().orElse(""))
                .bind("label", exclusion.label())
                .bind("by", exclusion.by().value())
                .bind("atMs", exclusion.atMs())
                .execute();
    }

    @Override
    public boolean removeExclusion(Tx tx, TastingId id, UserId user, Optional<String> sample) {
        return update(
                                tx,
                                "delete from tasting_exclusion where tasting = :id and user_id = :user and code = :code",
                                id)
                        .bind("user", user.value())
                        .bind("code", sample.orElse(""))
                        .execute()
                > 0;
    }

    @Override
    public List<Exclusion> exclusions(Tx tx, TastingId id) {
        return query(
                        tx,
                        "select * from tasting_exclusion where tasting = :id order by user_id, code",
                        id)
                .map((row, _) ->
                        new Exclusion(
                                new UserId(row.getString("user_id")),
                                Optional.of(row.getString("code")).filter(c -> !c.isEmpty()),
                                row.getString("label"),
                                new UserId(row.getString("given_by")),
                                row.getLong("given_at_ms")))
                .list();
    }

    @Override
    public long log(Tx tx, TastingId id, long atMs, Audience audience, String name, byte[] json) {
        long number = query(tx, TastingSql.NEXT_EVENT, id).mapTo(Long.class).one();
        if (number > TastingLimits.EVENTS_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "events of a session", TastingLimits.EVENTS_MAX);
        }
        update(tx, TastingSql.LOG, id)
                .bind("number", number)
                .bind("atMs", atMs)
                .bind("audience", audience.name())
                .bind("name", name)
                .bind("data", new String(json, StandardCharsets.UTF_8))
                .execute();
        return number;
    }

    @Override
    public List<Logged> logged(Tx tx, TastingId id, long after, boolean staff, int limit) {
        return query(tx, TastingSql.LOGGED, id)
                .bind("after", after)
                .bind("staff", flag(staff))
                .bind("limit", limit)
                .map((row, _) -> Rows.logged(row))
                .list();
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

    private static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static int flag(boolean truth) {
        return truth ? 1 : 0;
    }

    private static Query query(Tx tx, String sql, TastingId id) {
        return JdbiTx.handle(tx).createQuery(sql).bind("id", id.value());
    }

    private static Update update(Tx tx, String sql, TastingId id) {
        return JdbiTx.handle(tx).createUpdate(sql).bind("id", id.value());
    }
}
