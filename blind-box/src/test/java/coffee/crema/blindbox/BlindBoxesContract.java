package coffee.crema.blindbox;

import static coffee.crema.blindbox.BlindBoxShop.HOST;
import static coffee.crema.blindbox.BlindBoxShop.await;
import static coffee.crema.blindbox.BlindBoxShop.code;
import static coffee.crema.blindbox.BlindBoxShop.coffee;
import static coffee.crema.blindbox.BlindBoxShop.coffees;
import static coffee.crema.blindbox.BlindBoxShop.guesses;
import static coffee.crema.blindbox.BlindBoxShop.member;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.blindbox.BlindBoxShop.Heard;
import coffee.crema.blindbox.fair.Verifier;
import coffee.crema.blindbox.seal.SealKey;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.realtime.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What blind boxes promise, on any store.
abstract class BlindBoxesContract {
    private static final OrderId ORDER = new OrderId("7");
    private static final Principal ANN = member("ann");
    private static final Principal BOB = member("bob");
    private static final Principal CAT = member("cat");
    private static final Principal DAN = member("dan");

    private BlindBoxShop shop;
    private BlindBoxNode node;

    abstract DatabaseSettings settings();

    @BeforeEach
    void open() {
        shop = new BlindBoxShop(settings(), new Random(1));
        node = shop.node();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private void lifecycle(String move) {
        await(
                switch (move) {
                    case "open" ->
                            node.conduct.open(node.by(HOST), new BlindBoxCommand.Open(ORDER, null));
                    case "lock" ->
                            node.conduct.lock(node.by(HOST), new BlindBoxCommand.Lock(ORDER, null));
                    case "start" ->
                            node.conduct.start(
                                    node.by(HOST), new BlindBoxCommand.Start(ORDER, null));
                    case "pause" ->
                            node.conduct.pause(
                                    node.by(HOST), new BlindBoxCommand.Pause(ORDER, null));
                    case "resume" ->
                            node.conduct.resume(
                                    node.by(HOST), new BlindBoxCommand.Resume(ORDER, null));
                    case "finish" ->
                            node.conduct.finish(
                                    node.by(HOST), new BlindBoxCommand.Finish(ORDER, null));
                    default -> throw new AssertionError(move);
                });
    }

    private void abort(@Nullable Boolean voids) {
        await(node.conduct.abort(node.by(HOST), new BlindBoxCommand.Abort(ORDER, null, voids)));
    }

    private void seconds(double seconds) {
        shop.later(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    private List<String> names() {
        return shop.heard().stream().map(Heard::name).toList();
    }

    private Heard last(String name) {
        return shop.heard().stream().filter(one -> one.name().equals(name)).toList().getLast();
    }

    private void joined(Principal... people) {
        for (Principal one : people) {
            shop.join(node, one, ORDER);
        }
    }

    @Test
    void a_reveal_from_its_schedule_to_its_results() {
        BlindBoxView box = shop.schedule(node, ORDER, 3);
        assertThat(box.commitments()).hasSize(3).allMatch(one -> one.commitment().length() == 64);
        assertThat(box.revealed()).isEmpty();
        joined(ANN, BOB);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "c-1", "c-2", "c-3");
        shop.guess(node, BOB, ORDER, "c-1", "c-1", "c-1");
        lifecycle("lock");
        long startMs = shop.time.millis();
        lifecycle("start");
        assertThat(last("reveal-starting").data().path("countdown").asInt()).isEqualTo(10);
        seconds(12.999);
        assertThat(names()).doesNotContain("coffee-revealed");
        seconds(30);
        List<Heard> coffees =
                shop.heard().stream().filter(one -> one.name().equals("coffee-revealed")).toList();
        assertThat(coffees).hasSize(3);
        for (int i = 1; i <= 3; i++) {
            Heard one = coffees.get(i - 1);
            long dueMs = startMs + 10_000 + 3_000L * i;
            assertThat(one.atMs()).isEqualTo(dueMs);
            assertThat(one.data().path("displayAt").asLong()).isEqualTo(dueMs + 500);
            assertThat(one.data().path("position").asInt()).isEqualTo(i);
            assertThat(one.data().path("totalCount").asInt()).isEqualTo(3);
            assertThat(one.data().at("/coffee/name").asText()).isEqualTo("SECRET-" + i);
        }
        Heard complete = last("reveal-complete");
        assertThat(complete.data().at("/results/topPerformers"))
                .isEqualTo(complete.data().path("leaderboard"));
        assertThat(complete.data().at("/leaderboard/0/userId").asText()).isEqualTo("ann");
        assertThat(complete.data().at("/leaderboard/0/accuracy").asDouble()).isEqualTo(100);
        assertThat(complete.data().at("/leaderboard/1/correctCount").asInt()).isEqualTo(1);
        assertThat(complete.data().at("/results/averageAccuracy").asDouble()).isEqualTo(66.7);
        List<Long> seqs =
                shop.heard().stream().map(one -> one.data().path("seq").asLong()).toList();
        for (int i = 0; i < seqs.size(); i++) {
            assertThat(seqs.get(i)).isEqualTo(i + 1);
        }
        assertThat(names())
                .containsSubsequence(
                        "blindbox.scheduled",
                        "blindbox.opened",
                        "blindbox.locked",
                        "reveal-starting",
                        "coffee-revealed",
                        "reveal-complete");
        assertThat(shop.see(node, ANN, ORDER).own().result().rank()).isEqualTo(1);
    }

    @Test
    void nothing_of_an_answer_is_at_rest_in_the_clear() {
        shop.schedule(node, ORDER, 2);
        List<String> tables =
                List.of(
                        "blind_box",
                        "blind_box_item",
                        "blind_box_event",
                        "command_record",
                        "outbox");
        for (String table : tables) {
            String dump = dump(table);
            assertThat(dump).as(table).doesNotContain("SECRET").doesNotContain("c-1");
        }
        assertThat(dump("blind_box_item")).isNotBlank();
    }

    private String dump(String table) {
        return await(
                shop.database.read(tx ->
                        JdbiTx.handle(tx)
                                .createQuery("select * from " + table)
                                .map((row, _) -> {
                                    var line = new StringBuilder();
                                    int columns = row.getMetaData().getColumnCount();
                                    for (int i = 1; i <= columns; i++) {
                                        Object value = row.getObject(i);
                                        line.append(
                                                        value instanceof byte[] bytes
                                                                ? new String(
                                                                        bytes,
                                                                        StandardCharsets.ISO_8859_1)
                                                                : String.valueOf(value))
                                                .append(' ');
                                    }
                                    return line.toString();
                                })
                                .list()
                                .toString()));
    }

    @Test
    void the_same_schedule_is_answered_again_and_another_is_refused() {
        BlindBoxView first = shop.schedule(node, ORDER, 3);
        assertThat(shop.schedule(node, ORDER, 3).commitments()).isEqualTo(first.commitments());
        assertThat(
                        code(() ->
                                node.schedules.schedule(
                                        node.by(HOST),
                                        BlindBoxShop.ask(
                                                ORDER,
                                                false,
                                                List.of(coffee(1), coffee(3), coffee(2))))))
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(
                        code(() ->
                                node.schedules.schedule(
                                        node.by(ANN), BlindBoxShop.ask(ORDER, false, coffees(3)))))
                .isEqualTo(ErrorCode.NOT_JOINED);
    }

    @Test
    void without_a_key_nothing_is_scheduled() {
        BlindBoxNode keyless = shop.node(List.of());
        assertThat(
                        code(() ->
                                keyless.schedules.schedule(
                                        keyless.by(HOST),
                                        BlindBoxShop.ask(ORDER, false, coffees(1)))))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void who_may_guess_and_when() {
        var closed =
                new BlindBoxCommand.Schedule(
                        ORDER,
                        null,
                        coffees(2),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null);
        await(node.schedules.schedule(node.by(HOST), closed));
        joined(ANN, BOB);
        var guess = new BlindBoxCommand.Guess(ORDER, guesses("c-2", "c-1"));
        assertThat(code(() -> node.guessing.guess(node.by(ANN), guess)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        var grant = new BlindBoxCommand.Grant(ORDER, List.of(ANN.user()));
        assertThat(code(() -> node.guessing.grant(node.by(BOB), grant)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(await(node.guessing.grant(node.by(HOST), grant)).added()).isEqualTo(1);
        assertThat(await(node.guessing.grant(node.by(HOST), grant)).added()).isZero();
        assertThat(code(() -> node.guessing.guess(node.by(ANN), guess)))
                .isEqualTo(ErrorCode.CLOSED);
        lifecycle("open");
        assertThat(shop.guess(node, ANN, ORDER, "c-2", "c-1").number()).isEqualTo(1);
        assertThat(shop.guess(node, ANN, ORDER, "c-1", "c-2").number()).isEqualTo(2);
        assertThat(code(() -> node.guessing.guess(node.by(BOB), guess)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(() -> node.guessing.guess(node.by(HOST), guess)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        lifecycle("lock");
        assertThat(code(() -> node.guessing.guess(node.by(ANN), guess)))
                .isEqualTo(ErrorCode.CLOSED);
        lifecycle("start");
        seconds(20);
        assertThat(shop.see(node, ANN, ORDER).own().result().correctCount()).isEqualTo(2);
        assertThat(shop.see(node, BOB, ORDER).own()).isNull();
    }

    @Test
    void a_receipt_is_signed_and_says_nothing_else() {
        shop.schedule(node, ORDER, 2);
        joined(ANN);
        lifecycle("open");
        Receipt receipt = shop.guess(node, ANN, ORDER, "c-1");
        assertThat(await(node.guessing.check(new BlindBoxCommand.CheckReceipt(receipt))).valid())
                .isTrue();
        var forged =
                new Receipt(
                        receipt.orderId(),
                        receipt.userId(),
                        receipt.number(),
                        receipt.atMs() - 1,
                        receipt.digest(),
                        receipt.signature());
        assertThat(await(node.guessing.check(new BlindBoxCommand.CheckReceipt(forged))).valid())
                .isFalse();
        assertThat(shop.guess(node, ANN, ORDER, "wrong").digest()).isNotEqualTo(receipt.digest());
    }

    @Test
    void a_pause_is_honoured_to_the_millisecond_and_only_between_coffees() {
        shop.schedule(node, ORDER, 3);
        lifecycle("start");
        assertThat(
                        code(() ->
                                node.conduct.pause(
                                        node.by(HOST), new BlindBoxCommand.Pause(ORDER, null))))
                .isEqualTo(ErrorCode.CONFLICT);
        long startMs = shop.time.millis();
        seconds(14.234);
        lifecycle("pause");
        seconds(100.777);
        assertThat(names()).containsOnlyOnce("coffee-revealed");
        lifecycle("resume");
        assertThat(last("blindbox.resumed").data().path("nextAt").asLong())
                .isEqualTo(startMs + 16_000 + 100_777);
        seconds(1.765);
        assertThat(names()).containsOnlyOnce("coffee-revealed");
        seconds(0.001);
        assertThat(names().stream().filter(n -> n.equals("coffee-revealed"))).hasSize(2);
        assertThat(last("coffee-revealed").atMs()).isEqualTo(startMs + 16_000 + 100_777);
    }

    @Test
    void it_is_aborted_before_the_first_coffee_and_after_it_only_when_that_is_said() {
        shop.schedule(node, ORDER, 3);
        lifecycle("start");
        seconds(13);
        assertThat(
                        code(() ->
                                node.conduct.abort(
                                        node.by(HOST),
                                        new BlindBoxCommand.Abort(ORDER, null, null))))
                .isEqualTo(ErrorCode.CONFLICT);
        abort(true);
        seconds(60);
        assertThat(names()).doesNotContain("reveal-complete").endsWith("blindbox.aborted");
        assertThat(names()).containsOnlyOnce("coffee-revealed");
    }

    @Test
    void a_box_that_is_aborted_early_voids_its_guesses() {
        shop.schedule(node, ORDER, 3);
        joined(ANN);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "c-1");
        abort(null);
        seconds(60);
        assertThat(names()).doesNotContain("coffee-revealed").doesNotContain("reveal-complete");
        assertThat(shop.see(node, ANN, ORDER).state()).isEqualTo("aborted");
    }

    @Test
    void finishing_shows_the_rest_at_once() {
        shop.schedule(node, ORDER, 4);
        joined(ANN);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "c-1", "c-2", "c-3", "c-4");
        lifecycle("lock");
        lifecycle("start");
        seconds(13);
        lifecycle("pause");
        lifecycle("finish");
        assertThat(names().stream().filter(n -> n.equals("coffee-revealed"))).hasSize(4);
        assertThat(names()).endsWith("reveal-complete");
        assertThat(shop.see(node, ANN, ORDER).results().participants()).isEqualTo(1);
    }

    @Test
    void what_came_due_while_no_node_was_up_comes_as_a_snapshot_and_the_timetable_goes_on() {
        shop.schedule(node, ORDER, 5);
        long startMs = shop.time.millis();
        lifecycle("start");
        seconds(13.5);
        node.close();
        seconds(6.6);
        node = shop.node();
        seconds(0.3);
        Heard caughtUp = last("blindbox.caught-up");
        assertThat(caughtUp.data().path("revealed")).hasSize(3);
        assertThat(caughtUp.data().path("nextAt").asLong()).isEqualTo(startMs + 22_000);
        seconds(1.7);
        assertThat(last("coffee-revealed").atMs()).isEqualTo(startMs + 22_000);
        seconds(10);
        assertThat(shop.see(node, HOST, ORDER).revealed())
                .extracting(RevealedCoffee::position)
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void it_runs_by_itself_from_the_times_it_was_given() {
        long nowMs = shop.time.millis();
        var timed =
                new BlindBoxCommand.Schedule(
                        ORDER,
                        null,
                        coffees(2),
                        null,
                        2,
                        1,
                        nowMs + 1_000,
                        nowMs + 5_000,
                        nowMs + 6_000,
                        true,
                        null,
                        null);
        await(node.schedules.schedule(node.by(HOST), timed));
        joined(ANN);
        seconds(1);
        shop.guess(node, ANN, ORDER, "c-1");
        seconds(4);
        assertThat(shop.see(node, ANN, ORDER).state()).isEqualTo("locked");
        seconds(10);
        assertThat(last("coffee-revealed").atMs()).isEqualTo(nowMs + 6_000 + 2_000 + 2_000);
        assertThat(shop.see(node, ANN, ORDER).state()).isEqualTo("complete");
    }

    @Test
    void what_is_shown_can_be_verified_and_an_answer_that_was_exchanged_is_caught() {
        BlindBoxView before = shop.schedule(node, ORDER, 2);
        byte[] earlier = BlindBoxNode.MAPPER.toJson(before);
        // Somebody with the key and the database puts another coffee behind position 2.
        await(
                shop.database.write(
                        "t",
                        tx -> {
                            Item item = node.desk.store().items(tx, ORDER).get(1);
                            Answer other =
                                    Answer.of(
                                            "t",
                                            coffee(9).coffee(),
                                            node.desk.read(ORDER, item).salt());
                            node.desk
                                    .store()
                                    .putItem(
                                            tx,
                                            ORDER,
                                            new Item(
                                                    2,
                                                    item.commitment(),
                                                    node.desk
                                                            .sealer()
                                                            .seal("7", 2, other.plain())));
                            return true;
                        }));
        lifecycle("start");
        seconds(13);
        byte[] one = BlindBoxNode.MAPPER.toJson(shop.see(node, HOST, ORDER));
        assertThat(Verifier.check(one, earlier).problems()).isEmpty();
        assertThat(Verifier.check(one, earlier).checked()).isEqualTo(1);
        seconds(10);
        byte[] both = BlindBoxNode.MAPPER.toJson(shop.see(node, HOST, ORDER));
        assertThat(Verifier.check(both, earlier).problems())
                .singleElement()
                .asString()
                .contains("position 2");
    }

    @Test
    void ranks_are_shared_streaks_go_on_and_whoever_keeps_out_has_no_name() {
        for (int box = 1; box <= 2; box++) {
            OrderId order = new OrderId("box-" + box);
            shop.schedule(node, order, 5);
            for (Principal one : List.of(ANN, BOB, CAT, DAN)) {
                shop.join(node, one, order);
            }
            await(node.conduct.open(node.by(HOST), new BlindBoxCommand.Open(order, null)));
            shop.guess(node, ANN, order, "c-1", "c-2", "c-3", "c-4", "c-5");
            shop.guess(node, BOB, order, "c-1", "c-2", "c-3", "x", "x");
            shop.guess(node, CAT, order, "c-1", "c-2", "c-3", "x", "x");
            shop.guess(node, DAN, order, "c-1", "c-2", "x", "x", "x");
            await(node.conduct.lock(node.by(HOST), new BlindBoxCommand.Lock(order, null)));
            await(node.guessing.hideName(node.by(CAT), new BlindBoxCommand.HideName(true)));
            await(node.conduct.start(node.by(HOST), new BlindBoxCommand.Start(order, null)));
            seconds(30);
        }
        var second = new OrderId("box-2");
        var best = shop.see(node, BOB, second).results().topPerformers();
        assertThat(best).extracting(BlindBoxView.Performer::rank).containsExactly(1L, 2L, 2L, 4L);
        assertThat(best).extracting(BlindBoxView.Performer::streak).containsExactly(2, 2, 2, 0);
        assertThat(best)
                .extracting(BlindBoxView.Performer::userId)
                .contains("bob")
                .doesNotContain("cat");
        var board = board(BOB, second, null);
        assertThat(board.size()).isEqualTo(4);
        assertThat(board.ranked())
                .extracting(BlindBoxAnswer.Ranked::rank)
                .containsExactly(1L, 2L, 2L, 4L);
        assertThat(board(CAT, second, null).ranked())
                .extracting(BlindBoxAnswer.Ranked::userId)
                .contains("cat");
        for (String over : List.of("all-time", "season")) {
            var ranked = board(ANN, null, over).ranked();
            assertThat(ranked.getFirst().userId()).isEqualTo("ann");
            assertThat(ranked.getFirst().points()).isBetween(1_990.0, 2_000.0);
        }
        await(node.guessing.hideName(node.by(ANN), new BlindBoxCommand.HideName(true)));
        String replay =
                new String(
                        BlindBoxNode.MAPPER.toJson(
                                await(
                                        node.views.replay(
                                                node.by(BOB),
                                                new BlindBoxCommand.Replay(second, null, null)))),
                        StandardCharsets.UTF_8);
        assertThat(replay).contains("The bob").doesNotContain("ann").doesNotContain("cat");
    }

    private BlindBoxAnswer.Leaderboard board(
            Principal who, @Nullable OrderId order, @Nullable String over) {
        return await(
                node.leaderboards.leaderboard(
                        node.by(who),
                        new BlindBoxCommand.Leaderboard(order, over, null, null, order != null)));
    }

    @Test
    void standings_are_told_as_changes_when_that_was_asked_for() {
        await(node.schedules.schedule(node.by(HOST), BlindBoxShop.ask(ORDER, true, coffees(2))));
        joined(ANN, BOB);
        lifecycle("open");
        shop.guess(node, ANN, ORDER, "x", "c-2");
        shop.guess(node, BOB, ORDER, "c-1", "x");
        lifecycle("lock");
        assertThat(
                        code(() ->
                                node.leaderboards.leaderboard(
                                        node.by(ANN),
                                        new BlindBoxCommand.Leaderboard(
                                                ORDER, null, null, null, null))))
                .isEqualTo(ErrorCode.CONFLICT);
        lifecycle("start");
        seconds(13);
        Heard first = last("blindbox.standings");
        assertThat(first.data().at("/changed/0/userId").asText()).isEqualTo("bob");
        assertThat(board(ANN, ORDER, null).ranked().getLast().userId()).isEqualTo("ann");
        seconds(10);
        assertThat(board(ANN, ORDER, null).ranked())
                .extracting(BlindBoxAnswer.Ranked::rank)
                .containsExactly(1L, 1L);
        List<Long> seqs = new ArrayList<>();
        shop.heard().forEach(one -> seqs.add(one.data().path("seq").asLong()));
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        assertThat(seqs.getLast()).isEqualTo(seqs.size());
    }

    @Test
    void the_number_of_guessers_is_told_at_most_twice_a_second() {
        shop.schedule(node, ORDER, 2);
        BlindBoxNode other = shop.node();
        lifecycle("open");
        for (int i = 0; i < 20; i++) {
            Principal one = member("user-" + i);
            shop.join(node, one, ORDER);
            shop.guess(i % 2 == 0 ? node : other, one, ORDER, "c-1");
            shop.later(Duration.ofMillis(100));
        }
        seconds(2);
        List<Streams.Came> counts =
                shop.streams.came().stream()
                        .filter(one -> one.event().name().equals("blindbox.guessers"))
                        .toList();
        assertThat(counts.size()).isBetween(2, 6);
        for (int i = 1; i < counts.size(); i++) {
            assertThat(counts.get(i).atMs() - counts.get(i - 1).atMs()).isGreaterThanOrEqualTo(500);
        }
        assertThat(BlindBoxShop.json(counts.getLast().event().json()).path("guessers").asInt())
                .isEqualTo(20);
    }

    @Test
    void a_new_key_seals_anew_and_the_old_one_can_go() {
        shop.schedule(node, ORDER, 2);
        var next = new SealKey("next", new byte[SealKey.BYTES]);
        node.close();
        BlindBoxNode rotated = shop.node(List.of(next, BlindBoxShop.KEYS.getFirst()));
        rotated.resealing.start();
        assertThat(dump("blind_box_item")).contains("next").doesNotContain("test");
        rotated.close();
        node = shop.node(List.of(next));
        lifecycle("start");
        seconds(20);
        assertThat(shop.see(node, HOST, ORDER).state()).isEqualTo("complete");
    }

    @Test
    void several_nodes_tell_everything_once() {
        for (int i = 0; i < 3; i++) {
            shop.node();
        }
        shop.schedule(node, ORDER, 5);
        lifecycle("start");
        seconds(40);
        assertThat(names().stream().filter(n -> n.equals("coffee-revealed"))).hasSize(5);
        assertThat(names()).containsOnlyOnce("reveal-complete");
    }
}
