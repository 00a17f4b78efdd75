package coffee.crema.tastings.session.adapter.jdbi;

import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.tastings.session.TastingId;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// Statements about one session, bound to its id.
final class Statements {
    private Statements() {}

    static Query query(Tx tx, String sql, TastingId id) {
        return JdbiTx.handle(tx).createQuery(sql).bind("id", id.value());
    }

    static Update update(Tx tx, String sql, TastingId id) {
        return JdbiTx.handle(tx).createUpdate(sql).bind("id", id.value());
    }

    static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    static int flag(boolean truth) {
        return truth ? 1 : 0;
    }
}
