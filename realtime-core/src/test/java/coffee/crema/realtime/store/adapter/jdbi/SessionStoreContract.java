package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.time.VirtualScheduler;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// What a {@link SessionStore} and a {@link coffee.crema.realtime.store.SecretStore} keep.
public abstract class SessionStoreContract extends JdbiContract {

    private static final UserId ANN = new UserId("ann");
    private static final UserId EVE = new UserId("eve");

    private final VirtualScheduler clock = new VirtualScheduler();

    private SessionStore sessions(JdbiDatabase database) {
        return new JdbiSessionStore(database, new SecureRandom(), clock);
    }

    @Test
    void a_first_visit_mints_a_session_that_any_node_resumes() {
        var first = get(sessions(open("a")).open(ANN, null));
        assertThat(first.resumed()).isFalse();
        assertThat(first.session().value()).matches("s_[A-Za-z0-9_-]{22}");
        var again = get(sessions(open("b")).open(ANN, first.session()));
        assertThat(again).isEqualTo(new SessionStore.Opened(first.session(), true));
    }

    @Test
    void what_is_unknown_or_anothers_is_replaced() {
        var sessions = sessions(open("a"));
        var ann = get(sessions.open(ANN, null)).session();
        for (SessionId presented :
                new SessionId[] {
                    ann, new SessionId("s_unknown"), new SessionId("'; drop table client_session")
                }) {
            var eve = get(sessions.open(EVE, presented));
            assertThat(eve.resumed()).isFalse();
            assertThat(eve.session()).isNotEqualTo(presented);
        }
        assertThat(get(sessions.open(ANN, ann)).resumed()).isTrue();
    }

    @Test
    void a_session_lives_for_its_time_after_it_was_opened_last() {
        var sessions = sessions(open("a"));
        var session = get(sessions.open(ANN, null)).session();
        clock.advance(SessionStore.KEPT);
        assertThat(get(sessions.open(ANN, session)).resumed()).isTrue();
        clock.advance(SessionStore.KEPT);
        assertThat(get(sessions.open(ANN, session)).resumed()).isTrue();
        clock.advance(SessionStore.KEPT.plusMillis(1));
        assertThat(get(sessions.open(ANN, session)).resumed()).isFalse();
    }

    @Test
    void what_nobody_can_come_back_to_is_removed_in_small_portions() {
        var database = open("a");
        var sessions = sessions(database);
        var stages = new ArrayList<CompletionStage<SessionStore.Opened>>();
        for (int i = 0; i < Retention.ROWS_MAX + 7; i++) {
            stages.add(sessions.open(new UserId("user" + i), null));
        }
        stages.forEach(JdbiContract::get);
        clock.advance(SessionStore.KEPT.plusMillis(1));
        var kept = get(sessions.open(ANN, null)).session();
        var retention = new Retention(database, clock, meters);
        assertThat(get(retention.prune())).isEqualTo(Retention.ROWS_MAX + 7);
        assertThat(get(retention.prune())).isZero();
        assertThat(get(sessions.open(ANN, kept)).resumed()).isTrue();
    }

    @Test
    void a_secret_is_made_once_for_all_nodes_and_each_name_has_its_own() {
        var one = new JdbiSecretStore(open("a"), new SecureRandom());
        var two = new JdbiSecretStore(open("b"), new SecureRandom());
        for (int i = 0; i < 20; i++) {
            var here = one.secret("key" + i);
            var there = two.secret("key" + i);
            assertThat(get(here)).hasSize(32).isEqualTo(get(there));
        }
        assertThat(get(one.secret("key0"))).isNotEqualTo(get(one.secret("key1")));
    }
}
