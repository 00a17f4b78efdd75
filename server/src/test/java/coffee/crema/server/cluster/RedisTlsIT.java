package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.testing.RedisServer;
import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.SelfSigned;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rediss://`: two nodes and a Redis that they speak to over TLS.
class RedisTlsIT {
    @TempDir Path dir;

    @Test
    void nodes_speak_to_redis_over_tls_and_to_none_that_they_do_not_trust() throws Exception {
        var certificate = SelfSigned.make(dir);
        var started = RedisServer.startTls(certificate.certificate, certificate.key);
        assertThat(started).as("a redis-server that was built with TLS").isPresent();
        try (var redis = started.get();
                var one = trusting(certificate, node(redis, "one")).start();
                var two = trusting(certificate, node(redis, "two")).start();
                var ann = new WsClient(WireFormat.JSON, Tokens.of("ann"));
                var bob = new WsClient(WireFormat.JSON, Tokens.of("bob"))) {
            ann.connected(one.ws());
            bob.connected(two.ws());
            // No room spans these two nodes, whose databases differ: a user's own channel does.
            var other = new WsClient(WireFormat.JSON, Tokens.of("ann"));
            other.connected(two.ws());
            one.request(
                    "POST",
                    "/api/v1/users/ann/events",
                    "{\"event\":\"app.hello\",\"data\":{}}",
                    "X-Api-Key",
                    "key");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !other.events("app.hello").isEmpty());
            assertThat(ann.events("app.hello")).hasSize(1);
            other.close();
        }
        try (var redis =
                        RedisServer.startTls(certificate.certificate, certificate.key)
                                .orElseThrow();
                var stranger = node(redis, "stranger").launch()) {
            assertThat(stranger.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
            assertThat(stranger.log()).contains("Redis does not answer at rediss://127.0.0.1:");
        }
    }

    private NodeStart node(RedisServer redis, String name) {
        return NodeProcess.node(dir.resolve(name))
                .redis(redis.tlsUri().toString())
                .set("crema.auth.hs256-secret", Tokens.SECRET)
                .set(
                        "crema.auth.api-keys",
                        // of "key"
                        "shop:2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683:publish");
    }

    private static NodeStart trusting(SelfSigned certificate, NodeStart node) {
        return node.jvmOption("-Djavax.net.ssl.trustStore=" + certificate.trustStore)
                .jvmOption("-Djavax.net.ssl.trustStorePassword=changeit");
    }
}
