package coffee.crema.blindbox;

import static coffee.crema.blindbox.BlindBoxShop.HOST;
import static coffee.crema.blindbox.BlindBoxShop.await;
import static coffee.crema.blindbox.BlindBoxShop.code;
import static coffee.crema.blindbox.BlindBoxShop.coffee;
import static coffee.crema.blindbox.BlindBoxShop.coffees;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.blindbox.fair.Verifier;
import coffee.crema.blindbox.seal.SealKey;
import coffee.crema.realtime.wire.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What {@link BlindBoxesContract} asks of answers before they are shown: sealed, committed to, and no other ones afterwards.
abstract class SealingContract extends BlindBoxFixture {

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
}
