package coffee.crema.tastings.session.adapter.jdbi;

import static coffee.crema.tastings.session.adapter.jdbi.Statements.flag;
import static coffee.crema.tastings.session.adapter.jdbi.Statements.query;
import static coffee.crema.tastings.session.adapter.jdbi.Statements.update;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.session.TastingEvent.Audience;
import coffee.crema.tastings.session.TastingId;
import coffee.crema.tastings.session.TastingLimits;
import coffee.crema.tastings.session.TastingStore.Exclusion;
import coffee.crema.tastings.session.TastingStore.Logged;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What was decided about a session and what was told of it, with who and when.
final class AuditRows {

    void putExclusion(Tx tx, TastingId id, Exclusion exclusion) {
        update(tx, TastingSql.PUT_EXCLUSION, id)
                .bind("user", exclusion.user().value())
                .bind("code", exclusion.sample().orElse(""))
                .bind("label", exclusion.label())
                .bind("by", exclusion.by().value())
                .bind("atMs", exclusion.atMs())
                .execute();
    }

    boolean removeExclusion(Tx tx, TastingId id, UserId user, Optional<String> sample) {
        return update(
                                tx,
                                "delete from tasting_exclusion where tasting = :id and user_id = :user and code = :code",
                                id)
                        .bind("user", user.value())
                        .bind("code", sample.orElse(""))
                        .execute()
                > 0;
    }

    List<Exclusion> exclusions(Tx tx, TastingId id) {
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

    long log(Tx tx, TastingId id, long atMs, Audience audience, String name, byte[] json) {
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

    List<Logged> logged(Tx tx, TastingId id, long after, boolean staff, int limit) {
        return query(tx, TastingSql.LOGGED, id)
                .bind("after", after)
                .bind("staff", flag(staff))
                .bind("limit", limit)
                .map((row, _) -> Rows.logged(row))
                .list();
    }

    List<Logged> named(Tx tx, TastingId id, String name) {
        return query(
                        tx,
                        "select * from tasting_event where tasting = :id and name = :name order by number",
                        id)
                .bind("name", name)
                .map((row, _) -> Rows.logged(row))
                .list();
    }
}
