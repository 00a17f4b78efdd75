package coffee.crema.server.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.ChannelOwners;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.server.LocalNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a key is remembered. The store and the rules are those of a node; the broker's clock is the test's.
class PublicationsTest {
    private static final ChannelName ZOE = ChannelName.ofUser(new UserId("zoe"));
    private static final Principal SHOP =
            new Principal(
                    new UserId("service-shop"),
                    "shop",
                    Principal.Kind.SERVICE,
                    Set.of("publish"),
                    List.of(),
                    Instant.MAX,
                    Optional.empty());

    @TempDir Path dir;

    private final VirtualScheduler time = new VirtualScheduler();
    private final MemoryBroker broker =
            new MemoryBroker(
                    time, new Random(1), MemoryBrokerLimits.defaults(), new SimpleMeterRegistry());

    @Test
    void a_repeated_call_gets_the_first_position_for_five_minutes_and_then_a_new_one() {
        try (var node = LocalNode.start(dir)) {
            var publications =
                    new Publications(
                            node.bean(ChannelOwners.class),
                            new Appending(broker),
                            node.bean(Events.class),
                            node.bean(WireMapper.class));
            long first = publish(node, publications);
            time.advance(Duration.ofMinutes(4).plusSeconds(59));
            assertThat(publish(node, publications)).isEqualTo(first);
            time.advance(Duration.ofSeconds(2));
            assertThat(publish(node, publications)).isEqualTo(first + 1);
            time.advance(Duration.ofMinutes(4));
            assertThat(publish(node, publications)).isEqualTo(first + 1);
        }
    }

    private static long publish(LocalNode node, Publications publications) {
        var mapper = node.bean(WireMapper.class);
        byte[] body = "{\"event\":\"app.order\",\"data\":{}}".getBytes(StandardCharsets.UTF_8);
        var request = node.bean(Requests.class).http(SHOP, Optional.of("order-1"), new byte[32]);
        var published =
                publications
                        .publish(
                                request,
                                Optional.of("order-1"),
                                ZOE,
                                mapper.parse(body, Bodies.NewEvent.class))
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
        return Objects.requireNonNull(published.offset());
    }

    /// A hub without members: what is published goes to the broker.
    private record Appending(Broker broker) implements Hub {

        @Override
        public CompletionStage<Position> publish(
                ChannelName channel, Event event, @Nullable String idempotencyKey) {
            return broker.publish(channel, event, idempotencyKey);
        }

        @Override
        public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
            return broker.publishEphemeral(channel, event);
        }

        @Override
        public CompletionStage<Attachment> attach(
                Connection member,
                ChannelName channel,
                @Nullable Position since,
                SnapshotSource snapshots) {
            throw new UnsupportedOperationException("there are no members");
        }

        @Override
        public Set<ChannelName> channelsOf(Connection member) {
            return Set.of();
        }

        @Override
        public void detach(Connection member, ChannelName channel) {}

        @Override
        public void detachAll(Connection member) {}

        @Override
        public void inTurn(ChannelName channel, Consumer<Turn> task) {}

        @Override
        public CompletionStage<Position> watch(ChannelName channel) {
            throw new UnsupportedOperationException("nobody watches");
        }

        @Override
        public void unwatch(ChannelName channel) {}

        @Override
        public void observe(String prefix, ChannelObserver observer) {}
    }
}
