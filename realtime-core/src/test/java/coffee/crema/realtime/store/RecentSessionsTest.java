package coffee.crema.realtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.SessionStore.Opened;
import coffee.crema.realtime.time.VirtualScheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class RecentSessionsTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId EVE = new UserId("eve");

    private final VirtualScheduler clock = new VirtualScheduler();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Sessions store = new Sessions();
    private final RecentSessions sessions = new RecentSessions(store, clock, meters);

    @Test
    void who_comes_back_soon_costs_the_store_nothing() {
        SessionId session = open(ANN, null).session();
        for (int i = 0; i < 3; i++) {
            assertThat(open(ANN, session)).isEqualTo(new Opened(session, true));
        }
        assertThat(store.asked).isEqualTo(1);
    }

    @Test
    void the_store_hears_of_it_before_it_could_forget() {
        SessionId session = open(ANN, null).session();
        clock.advance(SessionStore.TRUSTED.minusMillis(1));
        open(ANN, session);
        assertThat(store.asked).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        SessionId renewed = open(ANN, session).session();
        assertThat(store.asked).isEqualTo(2);
        clock.advance(SessionStore.TRUSTED.minusMillis(1));
        open(ANN, renewed);
        assertThat(store.asked).isEqualTo(2);
    }

    @Test
    void a_session_of_another_user_is_the_stores_to_judge() {
        SessionId session = open(ANN, null).session();
        assertThat(open(EVE, session).session()).isNotEqualTo(session);
        assertThat(open(ANN, session)).isEqualTo(new Opened(session, true));
        assertThat(open(EVE, new SessionId("s_unknown")).resumed()).isFalse();
    }

    @Test
    void what_the_store_could_not_write_is_not_known() {
        store.away = true;
        assertThat(sessions.open(ANN, null).toCompletableFuture()).isCompletedExceptionally();
        assertThat(meters.get("crema.sessions.recent").gauge().value()).isZero();
    }

    @Test
    void only_so_many_are_known_and_the_store_knows_the_others() {
        SessionId oldest = open(ANN, null).session();
        for (int i = 0; i < RecentSessions.KNOWN_MAX; i++) {
            open(new UserId("user" + i), null);
        }
        assertThat(meters.get("crema.sessions.recent").gauge().value())
                .isEqualTo(RecentSessions.KNOWN_MAX);
        assertThat(meters.get("crema.sessions.recent.forgotten").counter().count()).isEqualTo(1);
        int asked = store.asked;
        open(ANN, oldest);
        assertThat(store.asked).isEqualTo(asked + 1);
    }

    private Opened open(UserId user, SessionId presented) {
        return sessions.open(user, presented).toCompletableFuture().join();
    }

    /// Mints a session for each visit.
    private static final class Sessions implements SessionStore {
        private int asked;
        private boolean away;

        @Override
        public CompletionStage<Opened> open(UserId user, SessionId presented) {
            asked++;
            return away
                    ? CompletableFuture.failedStage(new StoreUnavailableException("away"))
                    : CompletableFuture.completedStage(
                            new Opened(new SessionId("s_" + asked), false));
        }
    }
}
