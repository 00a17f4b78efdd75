package coffee.crema.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.micronaut.security.token.jwt.signature.jwks.JwksClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// When keys are fetched, and how long they are believed.
class PublishedKeysTest {
    private static String one;
    private static String two;

    private final VirtualScheduler time = new VirtualScheduler();
    private final Issuer issuer = new Issuer();
    private final PublishedKeys keys = new PublishedKeys("https://id.example/keys", issuer, time);

    /// Answers when the test says so.
    private static final class Issuer implements JwksClient {
        private final List<MonoSink<String>> asked = new ArrayList<>();
        private int fetches;

        @Override
        public Publisher<String> load(String providerName, String url) {
            return Mono.create(sink -> {
                fetches++;
                asked.add(sink);
            });
        }

        void answer(String keys) {
            asked.removeFirst().success(keys);
        }

        void fail() {
            asked.removeFirst().error(new IllegalStateException("no answer"));
        }
    }

    @BeforeAll
    static void make() throws JOSEException {
        RSAKey first = new RSAKeyGenerator(2048).keyID("one").generate();
        RSAKey second = new RSAKeyGenerator(2048).keyID("two").generate();
        one = new JWKSet(first.toPublicJWK()).toString();
        two = new JWKSet(second.toPublicJWK()).toString();
    }

    @Test
    void who_asks_meanwhile_shares_the_fetch() {
        var first = keys.ready("one");
        var second = keys.ready("one");
        assertThat(issuer.fetches).isEqualTo(1);
        assertThat(isDone(first)).isFalse();
        issuer.answer(one);
        assertReady(first);
        assertReady(second);
        assertReady(keys.ready("one"));
        assertReady(keys.ready(null));
        assertThat(issuer.fetches).isEqualTo(1);
    }

    @Test
    void a_key_that_was_taken_back_is_honoured_for_five_minutes_at_most() {
        know(one);
        time.advance(PublishedKeys.TTL.minusMillis(1));
        assertReady(keys.ready("one"));
        assertThat(issuer.fetches).isEqualTo(1);
        time.advance(Duration.ofMillis(1));
        var ready = keys.ready("one");
        issuer.answer(two);
        assertReady(ready);
        assertThat(known("one")).isFalse();
        assertThat(known("two")).isTrue();
    }

    @Test
    void while_the_issuer_is_away_known_keys_go_on_for_an_hour() {
        know(one);
        time.advance(PublishedKeys.TTL);
        var ready = keys.ready("one");
        issuer.fail();
        assertReady(ready);
        time.advance(PublishedKeys.OUTAGE.minusMillis(1));
        ready = keys.ready("one");
        issuer.fail();
        assertReady(ready);
        time.advance(Duration.ofMillis(1));
        ready = keys.ready("one");
        issuer.fail();
        assertUnavailable(ready);
    }

    @Test
    void an_unknown_id_is_unavailable_only_while_the_issuer_cannot_say() {
        know(one);
        var ready = keys.ready("two");
        issuer.fail();
        assertUnavailable(ready);
        // No more fetches in this window.
        assertUnavailable(keys.ready("two"));
        assertReady(keys.ready("one"));
        time.advance(PublishedKeys.FETCH_WINDOW);
        ready = keys.ready("two");
        issuer.answer(two);
        assertReady(ready);
    }

    @Test
    void made_up_ids_cost_two_fetches_in_ten_seconds() {
        know(one);
        time.advance(PublishedKeys.FETCH_WINDOW);
        int before = issuer.fetches;
        for (int i = 0; i < 100; i++) {
            var ready = keys.ready("made-up-" + i);
            if (!issuer.asked.isEmpty()) {
                issuer.answer(one);
            }
            // To be judged, and refused, by the keys that are known.
            assertReady(ready);
        }
        assertThat(issuer.fetches - before).isEqualTo(PublishedKeys.FETCHES_MAX);
    }

    @Test
    void what_is_no_key_set_is_as_no_answer() {
        var ready = keys.ready("one");
        issuer.answer("<html>");
        assertUnavailable(ready);
    }

    private void know(String set) {
        var ready = keys.ready(null);
        issuer.answer(set);
        assertReady(ready);
    }

    private boolean known(String keyId) {
        JWKSet set = Mono.from(keys.fetch("platform", "https://id.example/keys")).block();
        return set != null && set.getKeyByKeyId(keyId) != null;
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    private static void assertReady(CompletionStage<?> stage) {
        assertThat(stage.toCompletableFuture()).isCompleted();
    }

    private static void assertUnavailable(CompletionStage<?> stage) {
        assertThat(isDone(stage)).isTrue();
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
