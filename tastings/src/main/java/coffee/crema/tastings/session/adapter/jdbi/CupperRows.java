package coffee.crema.tastings.session.adapter.jdbi;

import static coffee.crema.tastings.session.adapter.jdbi.Statements.flag;
import static coffee.crema.tastings.session.adapter.jdbi.Statements.query;
import static coffee.crema.tastings.session.adapter.jdbi.Statements.update;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.tastings.session.Cupper;
import coffee.crema.tastings.session.TastingId;
import coffee.crema.tastings.session.TastingStore.Owner;
import coffee.crema.tastings.sheet.Version;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who scores in a session, who may not any more, and how far they are.
final class CupperRows {

    void put(Tx tx, TastingId id, Cupper cupper) {
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

    List<Cupper> all(Tx tx, TastingId id) {
        return query(tx, "select * from tasting_cupper where tasting = :id order by place", id)
                .map((row, _) -> Rows.cupper(row))
                .list();
    }

    Optional<Cupper> hold(Tx tx, TastingId id, UserId user) {
        return query(tx, TastingSql.HOLD_CUPPER, id)
                .bind("user", user.value())
                .map((row, _) -> Rows.cupper(row))
                .findOne();
    }

    List<Cupper> holdAll(Tx tx, TastingId id) {
        return query(tx, TastingSql.HOLD_CUPPERS, id).map((row, _) -> Rows.cupper(row)).stream()
                .sorted(Comparator.comparingInt(Cupper::place))
                .toList();
    }

    boolean putLate(Tx tx, TastingId id, UserId user) {
        return update(
                                tx,
                                "update tasting_cupper set late = 1 where tasting = :id and user_id = :user and late = 0",
                                id)
                        .bind("user", user.value())
                        .execute()
                > 0;
    }

    Optional<Owner> ownerOf(Tx tx, String sheet) {
        return JdbiTx.handle(tx)
                .createQuery("select tasting, user_id from tasting_cupper where sheet = :sheet")
                .bind("sheet", sheet)
                .map((row, _) ->
                        new Owner(
                                new TastingId(row.getString("tasting")),
                                new UserId(row.getString("user_id"))))
                .findOne();
    }

    void putWitness(Tx tx, TastingId id, UserId user, long atMs) {
        update(tx, TastingSql.PUT_WITNESS, id)
                .bind("user", user.value())
                .bind("atMs", atMs)
                .execute();
    }

    boolean isWitness(Tx tx, TastingId id, UserId user) {
        return query(
                        tx,
                        "select 1 from tasting_witness where tasting = :id and user_id = :user",
                        id)
                .bind("user", user.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    long putProgress(Tx tx, TastingId id, Map<UserId, Set<String>> complete) {
        long revision =
                query(
                                tx,
                                "select coalesce(max(revision), 0) + 1 from tasting_progress where tasting = :id",
                                id)
                        .mapTo(Long.class)
                        .one();
        complete.forEach((user, codes) ->
                update(tx, TastingSql.PUT_PROGRESS, id)
                        .bind("user", user.value())
                        .bind("complete", String.join(" ", codes))
                        .bind("revision", revision)
                        .execute());
        return revision;
    }

    Map<UserId, Set<String>> progress(Tx tx, TastingId id) {
        Map<UserId, Set<String>> all = new LinkedHashMap<>();
        query(tx, "select user_id, complete from tasting_progress where tasting = :id", id)
                .map((row, _) -> Map.entry(row.getString("user_id"), row.getString("complete")))
                .forEach(row ->
                        all.put(
                                new UserId(row.getKey()),
                                row.getValue().isEmpty()
                                        ? Set.of()
                                        : Set.of(row.getValue().split(" "))));
        return all;
    }
}
