package coffee.crema.realtime.store.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.store.Outbox;
import coffee.crema.realtime.store.OutboxLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What {@link OutboxContract} asks when nodes die, stop or get stuck: others publish what they committed.
abstract class OutboxOfTheDeadContract extends OutboxDesk {

    @Test
    void what_a_dead_node_committed_is_published_by_another_within_four_seconds() {
        var dying = open("dying");
        publish(dying, ROOM, 0, 100);
        var survivor = open("survivor");
        relay(survivor, broker, new KnownNodes("survivor"), OutboxLimits.defaults());
        long start = System.nanoTime();
        assertHeard(room, 100);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertEmpty(survivor);
    }

    @Test
    void a_node_that_stops_with_the_broker_away_leaves_its_events_to_its_next_life() {
        var database = open("a-1");
        var shaky = new ShakyBroker(broker);
        shaky.away = true;
        var relay = relay(database, shaky, new KnownNodes("a-1"));
        publish(database, ROOM, 0, 100);
        relay.close();
        database.close();
        shaky.away = false;
        var next = open("a-2");
        relay(next, shaky, new KnownNodes("a-2"));
        publish(next, OTHER, 0, 10);
        assertHeard(room, 100);
        assertHeard(other, 10);
        assertEmpty(next);
    }

    @Test
    void two_nodes_that_find_the_same_rows_publish_each_once_and_in_order() {
        var dead = open("dead");
        publish(dead, ROOM, 0, 100);
        publish(dead, OTHER, 0, 100);
        var one = open("one");
        var two = open("two");
        relay(one, broker, new KnownNodes("one", "two"));
        relay(two, broker, new KnownNodes("two", "one"));
        assertHeard(room, 100);
        assertHeard(other, 100);
        assertEmpty(one);
        assertThat(meters.get("crema.outbox.taken.over").counter().count()).isEqualTo(1);
    }

    @Test
    void a_keeper_that_dies_is_replaced() {
        var dead = open("dead");
        publish(dead, ROOM, 0, 60);
        var first = new JdbiOutbox(open("first"));
        assertThat(get(first.takeOver(new JdbiOutbox(dead).self(), new JdbiOutbox(dead).self())))
                .isTrue();
        var second = open("second");
        relay(second, broker, new KnownNodes("second"));
        assertHeard(room, 60);
        assertEmpty(second);
        await().atMost(SOON)
                .until(() ->
                        get(
                                second.read(tx ->
                                        handle(tx)
                                                        .createQuery(
                                                                "select count(*) from outbox_keeper")
                                                        .mapTo(Integer.class)
                                                        .one()
                                                == 0)));
    }

    @Test
    void only_one_of_two_takes_over() {
        var dead = new JdbiOutbox(open("dead")).self();
        var one = new JdbiOutbox(open("one"));
        var two = new JdbiOutbox(open("two"));
        for (int round = 0; round < 10; round++) {
            var here = one.takeOver(dead, dead);
            var there = two.takeOver(dead, dead);
            boolean oneWon = get(here);
            assertThat(oneWon).isNotEqualTo(get(there));
            Outbox winner = oneWon ? one : two;
            assertThat(get((oneWon ? two : one).takeOver(dead, dead))).isFalse();
            assertThat(get((oneWon ? two : one).takeOver(dead, winner.self()))).isTrue();
            get((oneWon ? two : one).release(dead));
        }
    }

    @Test
    void the_rows_of_a_living_node_are_left_to_it_for_a_while_only() {
        var stuck = open("stuck");
        var shaky = new ShakyBroker(broker);
        shaky.away = true;
        relay(stuck, shaky, new KnownNodes("stuck", "well"));
        long start = System.nanoTime();
        publish(stuck, ROOM, 0, 30);
        var well = open("well");
        relay(well, broker, new KnownNodes("well", "stuck"));
        assertHeard(room, 30);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofSeconds(1));
        shaky.away = false;
        publish(stuck, ROOM, 30, 40);
        assertHeard(room, 40);
        assertEmpty(well);
        assertThat(room.appended()).hasSize(40);
    }
}
