package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// From a committed transaction to the broker, whatever dies or is away in between.
public abstract class OutboxContract extends OutboxOfTheDeadContract {

    @Test
    void committed_events_are_published_in_order_and_leave_the_table() {
        var database = open("a");
        var relay = relay(database, broker, new KnownNodes("a"));
        publish(database, ROOM, 0, 200);
        publish(database, OTHER, 0, 50);
        assertHeard(room, 200);
        assertHeard(other, 50);
        assertEmpty(database);
        await().atMost(SOON).until(relay::isIdle);
    }

    @Test
    void an_event_arrives_as_it_was_published_also_by_the_table() {
        var database = open("a");
        String json = "{\"a\":\"Süß ☕ \\u0000 \uD83D\uDE00\"}";
        var sent = new Event("a.b-c", 1_790_000_000_001L, json.getBytes(StandardCharsets.UTF_8));
        get(
                database.write(
                        "l",
                        tx -> {
                            tx.publish(ROOM, sent);
                            return 1;
                        }));
        relay(database, broker, new KnownNodes("a"));
        await().atMost(SOON).until(() -> !room.appended().isEmpty());
        Event heard = room.appended().getFirst().event();
        assertThat(heard.name()).isEqualTo(sent.name());
        assertThat(heard.atMs()).isEqualTo(sent.atMs());
        assertThat(new String(heard.json(), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void what_is_undone_is_never_published() {
        var database = open("a");
        relay(database, broker, new KnownNodes("a"));
        var gate = new Gate(database, ROOM.value());
        var undone =
                database.write(
                        ROOM.value(),
                        tx -> {
                            tx.publish(ROOM, event(99));
                            throw new IllegalStateException("undo");
                        });
        var kept =
                database.write(
                        ROOM.value(),
                        tx -> {
                            tx.publish(ROOM, event(0));
                            return 1;
                        });
        gate.open();
        get(kept);
        assertThatThrownBy(() -> get(undone)).hasMessageContaining("undo");
        assertHeard(room, 1);
        assertEmpty(database);
        assertThat(room.appended()).hasSize(1);
    }

    @Test
    void while_the_broker_is_away_commits_go_on_and_everything_follows_in_order() {
        var database = open("a");
        var shaky = new ShakyBroker(broker);
        var relay = relay(database, shaky, new KnownNodes("a"));
        publish(database, ROOM, 0, 5);
        assertHeard(room, 5);
        shaky.away = true;
        // Far more than the relay holds.
        publish(database, ROOM, 5, 300);
        publish(database, OTHER, 0, 30);
        assertThat(room.appended()).hasSize(5);
        assertThat(relay.isIdle()).isFalse();
        assertThat(meters.get("crema.outbox.left").counter().count()).isPositive();
        // One gathering of commits may go over the limit.
        assertThat(meters.get("crema.outbox.held").gauge().value())
                .isLessThan(LIMITS.rowsMax() + settings().piecesMax());
        shaky.away = false;
        publish(database, ROOM, 300, 320);
        assertHeard(room, 320);
        assertHeard(other, 30);
        assertEmpty(database);
    }

    @Test
    void a_broker_that_fails_before_or_after_appending_gets_each_event_once_and_in_order() {
        long seed = System.nanoTime();
        System.out.println("seed of the shaky broker: " + seed);
        var database = open("a");
        relay(database, new ShakyBroker(broker, new Random(seed), 20), new KnownNodes("a"));
        for (int i = 0; i < 200; i += 20) {
            publish(database, ROOM, i, i + 20);
            publish(database, OTHER, i, i + 20);
        }
        assertHeard(room, 200);
        assertHeard(other, 200);
        assertEmpty(database);
        assertThat(room.appended()).hasSize(200);
    }

    @Test
    void an_event_that_the_broker_refuses_again_and_again_is_given_up() {
        var database = open("a");
        var shaky = new ShakyBroker(broker);
        shaky.refused = text(3);
        relay(database, shaky, new KnownNodes("a"));
        publish(database, ROOM, 0, 6);
        await().atMost(SOON).until(() -> room.appended().size() == 5);
        assertThat(room.appended().stream().map(one -> one.event().atMs()).toList())
                .containsExactly(0L, 1L, 2L, 4L, 5L);
        assertEmpty(database);
        assertThat(meters.get("crema.outbox.given.up").counter().count()).isEqualTo(1);
    }
}
