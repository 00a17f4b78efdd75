package coffee.crema.realtime.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import coffee.crema.realtime.wire.ServerMessage.Snapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// The hub over the memory broker, in one thread.
final class ChannelHubTest {

    private static final ChannelName ROOM = new ChannelName("room:7");

    private final VirtualScheduler time = new VirtualScheduler();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryBroker broker =
            new MemoryBroker(time, new Random(1), MemoryBrokerLimits.defaults(), meters);
    private final CountingBroker counted = new CountingBroker(broker);
    private final ChannelHub hub =
            new ChannelHub(
                    counted,
                    ListFanout::new,
                    time,
                    task -> time.after(Duration.ZERO, task),
                    new Random(1),
                    HubOptions.defaults(),
                    meters);
    private long members;

    private void run() {
        time.advance(Duration.ofMillis(1));
    }

    private CompletionStage<Attachment> attach(TestMember member, Position since) {
        return hub.attach(member, ROOM, since, who -> CompletableFuture.completedStage("state"));
    }

    private TestMember member() {
        return new TestMember(members++);
    }

    private Attachment attached(TestMember member, Position since) {
        var stage = attach(member, since);
        run();
        return stage.toCompletableFuture().join();
    }

    private TestMember joined() {
        TestMember member = member();
        attached(member, null).start();
        run();
        return member;
    }

    private Position say(String text) {
        Position position = hub.publish(ROOM, event(text), null).toCompletableFuture().join();
        run();
        return position;
    }

    @Test
    void a_channel_is_heard_without_a_member_while_it_is_watched() {
        var heard = new ArrayList<String>();
        hub.observe(
                "room:",
                new ChannelObserver() {
                    @Override
                    public void appended(Hub.Turn turn, long offset, Event event) {
                        heard.add(offset + new String(event.json(), StandardCharsets.UTF_8));
                    }
                });
        var first = hub.watch(ROOM).toCompletableFuture();
        var second = hub.watch(ROOM).toCompletableFuture();
        run();
        assertThat(first.join()).isEqualTo(second.join());
        say("a");
        hub.unwatch(ROOM);
        run();
        time.advance(HubOptions.defaults().linger().multipliedBy(2));
        say("b");
        assertThat(heard).containsExactly("1a", "2b");
        hub.unwatch(ROOM);
        run();
        time.advance(HubOptions.defaults().linger().multipliedBy(2));
        say("c");
        assertThat(heard).containsExactly("1a", "2b");
    }

    private static Event event(String text) {
        return new Event("test.said", 1, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(TestMember member) {
        return member.received().stream().map(ChannelHubTest::text).toList();
    }

    private static String text(ServerMessage message) {
        return switch (message) {
            case Happened h -> new String(h.event().json(), StandardCharsets.UTF_8);
            case Snapshot s -> s.reason() + "@" + s.position().offset() + ":" + s.data();
            case ServerMessage.Ack a -> "ack";
            case ServerMessage.Refused r -> "refused";
            case ServerMessage.Notice n -> n.type();
        };
    }

    private double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    @Test
    void a_newcomer_gets_a_snapshot_then_what_follows_and_nothing_before_the_start() {
        say("old");
        TestMember ann = member();
        Attachment attachment = attached(ann, null);
        say("between");
        assertThat(ann.received()).isEmpty();
        attachment.start();
        run();
        say("after");
        assertThat(attachment.recovered()).isFalse();
        assertThat(attachment.position().offset()).isEqualTo(1);
        assertThat(texts(ann)).containsExactly("joined@1:state", "between", "after");
    }

    @Test
    void who_comes_back_gets_what_was_missed_from_the_ring() {
        TestMember stays = joined();
        Position left = say("1");
        say("2");
        say("3");
        int reads = counted.reads();
        TestMember back = member();
        Attachment attachment = attached(back, left);
        attachment.start();
        run();
        say("4");
        assertThat(attachment.recovered()).isTrue();
        assertThat(attachment.position()).isEqualTo(left);
        assertThat(texts(back)).containsExactly("2", "3", "4");
        assertThat(texts(stays)).containsExactly("joined@0:state", "1", "2", "3", "4");
        assertThat(counted.reads()).isEqualTo(reads);
    }

    @Test
    void a_thousand_who_come_back_together_cost_few_reads() {
        Position left = say("0");
        for (int i = 1; i <= 600; i++) {
            hub.publish(ROOM, event("" + i), null).toCompletableFuture().join();
        }
        joined();
        int reads = counted.reads();
        var back = new ArrayList<TestMember>();
        var stages = new ArrayList<CompletionStage<Attachment>>();
        for (int i = 0; i < 1_000; i++) {
            back.add(member());
            stages.add(attach(back.getLast(), left));
        }
        run();
        stages.forEach(stage -> stage.toCompletableFuture().join().start());
        run();
        assertThat(back).allSatisfy(one -> assertThat(one.received()).hasSize(600));
        assertThat(texts(back.getLast())).startsWith("1", "2").endsWith("599", "600");
        assertThat(counted.reads() - reads).isLessThanOrEqualTo(2);
        assertThat(count("crema.hub.recoveries", "outcome", "broker")).isEqualTo(1_000);
    }

    @Test
    void too_much_missed_is_a_snapshot_and_so_is_an_unknown_position() {
        Position left = say("0");
        for (int i = 0; i < 1_001; i++) {
            hub.publish(ROOM, event("x"), null).toCompletableFuture().join();
        }
        for (Position since :
                List.of(left, new Position("other", 5), new Position(left.epoch(), 5_000))) {
            TestMember back = member();
            Attachment attachment = attached(back, since);
            attachment.start();
            run();
            assertThat(attachment.recovered()).isFalse();
            assertThat(texts(back)).containsExactly("resumed@1002:state");
        }
    }

    @Test
    void a_renewed_epoch_gives_every_member_a_fresh_snapshot() {
        TestMember ann = joined();
        var observed = new RecordingObserver();
        Position old = say("1");
        hub.observe("none", observed);
        Position renewed = broker.renewEpoch(ROOM, old.epoch()).toCompletableFuture().join();
        say("2");
        run();
        say("3");
        assertThat(texts(ann)).containsExactly("joined@0:state", "1", "reset@2:state", "3");
        assertThat(ann.received().get(2))
                .isEqualTo(new Snapshot(ROOM, new Position(renewed.epoch(), 2), "reset", "state"));
        assertThat(observed.words).isEmpty();
        assertThat(count("crema.hub.resets")).isEqualTo(1);
    }

    @Test
    void observers_hear_of_a_channel_from_its_first_member_to_its_end() {
        var observer = new RecordingObserver();
        hub.observe("room:", observer);
        TestMember ann = joined();
        say("1");
        hub.publishEphemeral(ROOM, event("typing"));
        hub.publishEphemeral(ROOM, event("internal"));
        run();
        hub.detach(ann, ROOM);
        run();
        say("2");
        assertThat(texts(ann)).containsExactly("joined@0:state", "1", "typing");
        time.advance(Duration.ofSeconds(11));
        say("3");
        assertThat(observer.words)
                .containsExactly(
                        "opened",
                        "attached",
                        "appended 1",
                        "ephemeral",
                        "ephemeral",
                        "detached",
                        "appended 2",
                        "closed");
        assertThat(meters.get("crema.hub.channels").gauge().value()).isZero();
        assertThat(meters.get("crema.hub.ring.bytes").gauge().value()).isZero();
    }

    @Test
    void a_member_that_returns_within_the_linger_finds_the_channel_as_it_was() {
        TestMember ann = joined();
        hub.detachAll(ann);
        time.advance(Duration.ofSeconds(9));
        int follows = counted.follows();
        joined();
        time.advance(Duration.ofSeconds(30));
        assertThat(counted.follows()).isEqualTo(follows);
        assertThat(meters.get("crema.hub.channels").gauge().value()).isEqualTo(1);
    }

    @Test
    void a_channel_too_many_is_refused_and_a_closed_socket_is_not_kept() {
        TestMember ann = member();
        int most = HubOptions.defaults().channelsPerMemberMax();
        for (int i = 0; i < most; i++) {
            hub.attach(ann, new ChannelName("room:x" + i), null, who -> state());
        }
        var refused = attach(ann, null);
        run();
        assertThat(hub.channelsOf(ann)).hasSize(most).doesNotContain(ROOM);
        assertRefused(refused, ErrorCode.TOO_MANY);
        TestMember gone = member();
        gone.close(CloseCode.GOING_AWAY);
        var late = attach(gone, null);
        run();
        assertRefused(late, ErrorCode.UNAVAILABLE);
        assertThat(hub.channelsOf(gone)).isEmpty();
    }

    @Test
    void a_snapshot_that_fails_refuses_the_newcomer() {
        TestMember ann = member();
        var refused =
                hub.attach(
                        ann,
                        ROOM,
                        null,
                        who ->
                                CompletableFuture.failedStage(
                                        RejectedException.of(ErrorCode.UNAVAILABLE, "no store")));
        run();
        assertRefused(refused, ErrorCode.UNAVAILABLE);
        assertThat(hub.channelsOf(ann)).isEmpty();
        assertThat(ann.isOpen()).isTrue();
    }

    @Test
    void without_a_broker_followed_channels_serve_from_the_ring_and_others_are_refused() {
        TestMember ann = joined();
        Position left = say("1");
        say("2");
        broker.close();
        TestMember back = member();
        Attachment attachment = attached(back, left);
        attachment.start();
        hub.publishEphemeral(ROOM, event("typing"));
        run();
        assertThat(attachment.recovered()).isTrue();
        assertThat(texts(back)).containsExactly("2", "typing");
        assertThat(texts(ann)).endsWith("typing");
        var other = hub.attach(member(), new ChannelName("room:other"), null, who -> state());
        run();
        assertRefused(other, ErrorCode.UNAVAILABLE);
        assertThat(hub.publish(ROOM, event("3"), null).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void a_turn_runs_only_where_there_are_members_and_forgets_the_past_when_asked() {
        var ran = new ArrayList<String>();
        hub.inTurn(ROOM, turn -> ran.add("none"));
        TestMember ann = joined();
        Position first = say("1");
        say("2");
        hub.inTurn(ROOM, turn -> ran.add(turn.members() + " at " + turn.position().offset()));
        hub.inTurn(ROOM, Hub.Turn::forgetPast);
        run();
        assertThat(ran).containsExactly("[" + ann + "] at 2");
        int reads = counted.reads();
        TestMember back = member();
        attached(back, first).start();
        run();
        assertThat(texts(back)).containsExactly("2");
        assertThat(counted.reads()).isEqualTo(reads + 1);
    }

    private static CompletionStage<Object> state() {
        return CompletableFuture.completedStage("state");
    }

    private static void assertRefused(CompletionStage<?> stage, ErrorCode code) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static final class RecordingObserver implements ChannelObserver {
        private final List<String> words = new ArrayList<>();

        @Override
        public void opened(Hub.Turn turn) {
            words.add("opened");
        }

        @Override
        public void attached(Hub.Turn turn, Connection member) {
            words.add("attached");
        }

        @Override
        public void detached(Hub.Turn turn, Connection member) {
            words.add("detached");
        }

        @Override
        public void appended(Hub.Turn turn, long offset, Event event) {
            words.add("appended " + offset);
        }

        @Override
        public boolean ephemeral(Hub.Turn turn, Event event) {
            words.add("ephemeral");
            return new String(event.json(), StandardCharsets.UTF_8).equals("internal");
        }

        @Override
        public void closed(Hub.Turn turn) {
            words.add("closed");
        }
    }
}
