package coffee.crema.realtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// What every {@link Broker} keeps, whatever it is made of. Extend it, and give the broker.
///
/// Publishing and following come from {@link DeliveryContract}; here is what is read again, and epochs.
public abstract class BrokerContract extends DeliveryContract {

    @Test
    void a_channel_never_heard_of_stands_where_a_follow_then_finds_it() {
        var channel = channel();
        Position top = get(broker().tops(List.of(channel))).get(channel);
        Replay replay = get(broker().read(channel, null, 10));
        assertThat(top.offset()).isZero();
        assertThat(replay.entries()).isEmpty();
        assertThat(replay.complete()).isTrue();
        assertThat(replay.top()).isEqualTo(top);
        assertThat(get(broker().follow(channel, new RecordingListener()))).isEqualTo(top);
        assertThat(publish(channel, "1")).isEqualTo(new Position(top.epoch(), 1));
    }

    @Test
    void a_read_gives_what_came_after_a_position_page_by_page() {
        var channel = channel();
        Position last = null;
        for (int i = 1; i <= 9; i++) {
            last = publish(channel, "e" + i);
        }
        var since = new Position(last.epoch(), 2);
        Replay page = get(broker().read(channel, since, 4));
        Replay rest = get(broker().read(channel, new Position(last.epoch(), 6), 1_000));
        Replay all = get(broker().read(channel, null, 1_000));

        assertThat(page.complete()).isTrue();
        assertThat(page.top()).isEqualTo(last);
        assertThat(page.entries().stream().map(Replay.Entry::offset))
                .containsExactly(3L, 4L, 5L, 6L);
        assertThat(text(page.entries().getFirst().event())).isEqualTo("e3");
        assertThat(rest.complete()).isTrue();
        assertThat(rest.entries().stream().map(Replay.Entry::offset)).containsExactly(7L, 8L, 9L);
        assertThat(all.complete()).isTrue();
        assertThat(all.entries()).hasSize(9);
    }

    @Test
    void a_read_from_the_top_is_complete_and_empty() {
        var channel = channel();
        Position top = publish(channel, "1");
        Replay replay = get(broker().read(channel, top, 10));
        assertThat(replay).isEqualTo(new Replay(top, List.of(), true));
    }

    @Test
    void a_read_from_another_epoch_or_past_the_end_is_not_complete() {
        var channel = channel();
        Position top = publish(channel, "1");
        Replay otherEpoch = get(broker().read(channel, new Position("other", 1), 10));
        Replay pastEnd = get(broker().read(channel, new Position(top.epoch(), 2), 10));
        Replay otherEmpty = get(broker().read(channel(), new Position("other", 0), 10));
        assertThat(otherEpoch.complete()).isFalse();
        assertThat(otherEpoch.top()).isEqualTo(top);
        assertThat(pastEnd.complete()).isFalse();
        assertThat(pastEnd.top()).isEqualTo(top);
        assertThat(otherEmpty.complete()).isFalse();
    }

    @Test
    void a_read_of_what_is_no_longer_kept_is_not_complete() {
        var channel = channel();
        int count = 3 * eventsMax();
        var stages = new ArrayList<CompletionStage<Position>>();
        for (int i = 1; i <= count; i++) {
            stages.add(publisher().publish(channel, event("e" + i), null));
        }
        Position top = get(stages.getLast());
        String epoch = top.epoch();
        Replay fromStart = get(broker().read(channel, new Position(epoch, 0), 1_000));
        Replay kept = get(broker().read(channel, null, 1_000));
        long oldest = kept.entries().getFirst().offset();
        Replay justBeforeOldest =
                get(broker().read(channel, new Position(epoch, oldest - 1), 1_000));
        Replay oneTooOld = get(broker().read(channel, new Position(epoch, oldest - 2), 1_000));

        assertThat(fromStart.complete()).isFalse();
        assertThat(kept.entries().getLast().offset()).isEqualTo(count);
        assertThat(kept.entries()).hasSizeGreaterThanOrEqualTo(eventsMax());
        assertThat(oldest).isGreaterThan(1);
        assertThat(justBeforeOldest.complete()).isTrue();
        assertThat(justBeforeOldest.entries().getFirst().offset()).isEqualTo(oldest);
        assertThat(oneTooOld.complete()).isFalse();
    }

    @Test
    void an_epoch_is_renewed_once_by_whoever_saw_the_old_one() {
        var channel = channel();
        var heard = new RecordingListener();
        get(broker().follow(channel, heard));
        publish(channel, "1");
        Position old = publish(channel, "2");
        Position renewed = get(broker().renewEpoch(channel, old.epoch()));
        Position again = get(publisher().renewEpoch(channel, old.epoch()));
        Replay fromOld = get(broker().read(channel, old, 10));
        Position next = publish(channel, "3");
        await().until(() -> heard.appended().stream().anyMatch(one -> one.position().equals(next)));

        assertThat(renewed.epoch()).isNotEqualTo(old.epoch());
        assertThat(again).isEqualTo(renewed);
        assertThat(fromOld.complete()).isFalse();
        assertThat(fromOld.top()).isEqualTo(renewed);
        assertThat(next).isEqualTo(new Position(renewed.epoch(), renewed.offset() + 1));
        assertThat(get(broker().read(channel, renewed, 10)).complete()).isTrue();
    }

    @Test
    void a_broker_that_answers_says_so() {
        assertThat(broker().available()).isTrue();
    }
}
