package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxCommand.NewItem;
import coffee.crema.blindbox.seal.SealKey;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiDatabase;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Nodes on one real store and one broker; time is the test's.
final class BlindBoxShop implements AutoCloseable {
    static final List<SealKey> KEYS = List.of(new SealKey("test", new byte[SealKey.BYTES]));
    static final Principal HOST = member("hana");
    static final JsonMapper JSON = JsonMapper.builder().build();

    final VirtualScheduler time = new VirtualScheduler();
    final Streams streams = new Streams(time);
    final JdbiDatabase database;
    final List<BlindBoxNode> nodes = new ArrayList<>();
    final Random random;

    BlindBoxShop(DatabaseSettings settings, Random random) {
        this.random = random;
        database =
                JdbiDatabase.open(
                        settings,
                        new NodeId("n-" + UUID.randomUUID().toString().substring(0, 8)),
                        List.of(
                                "classpath:db/migration/core",
                                "classpath:db/migration/rooms",
                                "classpath:db/migration/blind-box"),
                        time,
                        new SimpleMeterRegistry());
    }

    BlindBoxNode node() {
        return node(KEYS);
    }

    BlindBoxNode node(List<SealKey> keys) {
        var node = new BlindBoxNode(database, streams, time, keys, random);
        nodes.add(node);
        return node;
    }

    static Principal member(String id) {
        return new Principal(
                new UserId(id),
                "The " + id,
                Principal.Kind.MEMBER,
                Set.of(),
                List.of(),
                Instant.MAX,
                Optional.empty());
    }

    static NewItem coffee(String json) {
        return new NewItem(new RawJson(json.getBytes(StandardCharsets.UTF_8)));
    }

    static NewItem coffee(int number) {
        return coffee("{\"id\":\"c-%d\",\"name\":\"SECRET-%d\"}".formatted(number, number));
    }

    static BlindBoxCommand.Schedule ask(OrderId order, boolean standings, List<NewItem> items) {
        return new BlindBoxCommand.Schedule(
                order, null, items, null, null, null, null, null, null, true, null, standings);
    }

    static List<NewItem> coffees(int count) {
        List<NewItem> items = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            items.add(coffee(i));
        }
        return items;
    }

    BlindBoxView schedule(BlindBoxNode node, OrderId order, int items) {
        return await(node.schedules.schedule(node.by(HOST), ask(order, false, coffees(items))))
                .box();
    }

    void join(BlindBoxNode node, Principal who, OrderId order) {
        await(
                node.memberships.join(
                        node.by(who), new RoomCommand.Join(order.room(), null, null, null)));
    }

    static List<GuessEntry> guesses(String... ids) {
        List<GuessEntry> guesses = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            guesses.add(new GuessEntry(Item.label(i + 1), ids[i], 3, null, null, null, null, null));
        }
        return guesses;
    }

    Receipt guess(BlindBoxNode node, Principal who, OrderId order, String... ids) {
        return await(
                        node.guessing.guess(
                                node.by(who), new BlindBoxCommand.Guess(order, guesses(ids))))
                .receipt();
    }

    BlindBoxView see(BlindBoxNode node, Principal who, OrderId order) {
        return await(node.views.get(node.by(who), new BlindBoxCommand.Get(order))).box();
    }

    /// What the room was told, in order.
    List<Heard> heard() {
        return streams.came().stream()
                .filter(one -> one.channel().value().startsWith("room:blind-box-") && one.kept())
                .filter(one -> !one.event().name().startsWith("room."))
                .map(one -> new Heard(one.event().name(), one.atMs(), json(one.event().json())))
                .toList();
    }

    record Heard(String name, long atMs, JsonNode data) {}

    static JsonNode json(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void later(Duration duration) {
        time.advance(duration);
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static ErrorCode code(Supplier<? extends CompletionStage<?>> call) {
        try {
            await(call.get());
        } catch (RejectedException refusal) {
            return refusal.code();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RejectedException refusal) {
                return refusal.code();
            }
            throw failure;
        }
        throw new AssertionError("was not refused");
    }

    @Override
    public void close() {
        nodes.forEach(BlindBoxNode::close);
        database.close();
    }
}
