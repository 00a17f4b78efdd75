package coffee.crema.blindbox;

import static coffee.crema.blindbox.BlindBoxShop.HOST;
import static coffee.crema.blindbox.BlindBoxShop.await;
import static coffee.crema.blindbox.BlindBoxShop.code;
import static coffee.crema.blindbox.BlindBoxShop.coffees;
import static coffee.crema.blindbox.BlindBoxShop.guesses;
import static coffee.crema.blindbox.BlindBoxShop.member;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What {@link BlindBoxesContract} asks of guesses: whose they are, and until when.
abstract class GuessingContract extends SealingContract {

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
}
