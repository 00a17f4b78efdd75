package coffee.crema.rooms;

import static coffee.crema.rooms.RoomsWorld.await;
import static coffee.crema.rooms.RoomsWorld.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRoomsTest {
    private static final Principal OLGA = People.member("olga");
    private static final Principal ANN = People.member("ann");

    @TempDir Path folder;

    private RoomsWorld world;
    private RoomId room;
    private RoomSocket host;

    @BeforeEach
    void open() {
        world = new RoomsWorld(Stores.sqlite(folder));
        room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        host = world.connect(OLGA);
        host.join(room);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void
            a_join_is_answered_with_both_channels_and_then_followed_by_the_snapshot_made_for_the_viewer() {
        RoomAnswer.Entered entered = host.join(room);
        assertThat(entered.role()).isEqualTo("host");
        assertThat(entered.channels()).containsOnlyKeys("room:" + room, "room:" + room + ":staff");
        RoomSocket ann = world.connect(ANN);
        assertThat(ann.join(room).channels()).containsOnlyKeys("room:" + room);
        await().until(() -> ann.snapshots().size() == 1);
        Map<?, ?> snapshot = (Map<?, ?>) ann.snapshots().getFirst().data();
        assertThat(snapshot.get("role")).isEqualTo("guest");
        assertThat(snapshot.get("watched")).isEqualTo("for guest");
        assertThat(snapshot.containsKey("chat")).isTrue();
        await().until(() -> world.watched.told.contains("entered ann guest"));
        await().until(() -> host.events().contains("room.member-joined"));
    }

    @Test
    void a_changed_role_acts_on_the_live_socket_without_a_reconnect() {
        RoomSocket ann = world.connect(ANN);
        ann.join(room);
        world.setRole(OLGA, room, ANN, Role.MODERATOR);
        await().until(() -> world.watched.told.contains("role ann moderator"));
        await().until(() -> ann.channels().contains(room.staffChannel()));
        await().until(() ->
                ann.snapshots().stream().anyMatch(s -> s.channel().equals(room.staffChannel())));
        world.setRole(OLGA, room, ANN, Role.OBSERVER);
        await().until(() -> ann.moved().contains("room:" + room + ":staff denied"));
        assertThat(ann.channels()).containsExactly(room.channel());
    }

    @Test
    void a_kicked_member_is_told_and_hears_nothing_more() {
        RoomSocket ann = world.connect(ANN);
        ann.join(room);
        await().until(() -> world.watched.told.contains("entered ann guest"));
        host.ask("room.kick", new RoomCommand.Kick(room, ANN.user()));
        await().until(() -> ann.moved().contains("room:" + room + " kicked"));
        assertThat(world.watched.told).contains("exited ann REMOVED");
        int heard = ann.received().size();
        world.join(People.member("carl"), room);
        await().until(() ->
                host.happened()
                        .anyMatch(event ->
                                new String(
                                                event.event().json(),
                                                java.nio.charset.StandardCharsets.UTF_8)
                                        .contains("carl")));
        assertThat(ann.received()).hasSize(heard);
    }

    @Test
    void a_ban_reaches_every_device_its_reason_only_the_staff_and_it_holds() {
        RoomSocket phone = world.connect(ANN);
        RoomSocket laptop = world.connect(ANN);
        RoomSocket carl = world.connect(People.member("carl"));
        phone.join(room);
        laptop.join(room);
        carl.join(room);
        host.ask("room.ban", new RoomCommand.Ban(room, ANN.user(), null, "secret words"));
        await().until(() -> phone.moved().contains("room:" + room + " banned"));
        await().until(() -> laptop.moved().contains("room:" + room + " banned"));
        await().until(() -> host.everything().contains("secret words"));
        await().until(() -> carl.events().contains("room.member-removed"));
        assertThat(carl.everything()).doesNotContain("secret words");
        assertThat(phone.everything()).doesNotContain("secret words");
        assertThat(
                        code(() ->
                                phone.asking(
                                        "room.join", new RoomCommand.Join(room, null, null, null))))
                .isEqualTo(ErrorCode.BANNED);
        assertThat(code(() -> world.live.follow(phone, room.channel(), null)))
                .isEqualTo(ErrorCode.BANNED);
    }

    @Test
    void a_member_comes_back_by_position_and_a_stranger_does_not() {
        RoomSocket ann = world.connect(ANN);
        RoomAnswer.Stand stand = ann.join(room).channels().get("room:" + room);
        await().until(() -> world.watched.told.contains("entered ann guest"));
        ann.lose();
        await().until(() -> world.watched.told.contains("exited ann DROPPED"));
        world.join(People.member("carl"), room);
        RoomSocket again = world.connect(ANN);
        Position since = new Position(stand.epoch(), stand.offset());
        var attachment = await(world.live.follow(again, room.channel(), since));
        assertThat(attachment.recovered()).isTrue();
        attachment.start();
        await().until(() -> again.events().contains("room.member-joined"));
        assertThat(again.snapshots()).isEmpty();
        RoomSocket stranger = world.connect(People.member("eve"));
        assertThat(code(() -> world.live.follow(stranger, room.channel(), since)))
                .isEqualTo(ErrorCode.NOT_JOINED);
        assertThat(code(() -> world.live.follow(again, room.staffChannel(), null)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(stranger.channels()).isEmpty();
    }

    @Test
    void leaving_ends_it_on_all_devices_and_joining_again_right_after_works() {
        RoomSocket phone = world.connect(ANN);
        RoomSocket laptop = world.connect(ANN);
        phone.join(room);
        laptop.join(room);
        phone.ask("room.leave", new RoomCommand.Leave(room));
        await().until(() -> laptop.moved().contains("room:" + room + " left"));
        assertThat(phone.moved()).isEmpty();
        assertThat(phone.join(room).role()).isEqualTo("guest");
        await().until(() -> phone.channels().contains(room.channel()));
    }

    @Test
    void joining_twice_on_one_socket_keeps_it_in_the_room() {
        RoomSocket ann = world.connect(ANN);
        ann.join(room);
        await().until(() -> world.watched.told.contains("entered ann guest"));
        ann.join(room);
        await().until(() -> ann.snapshots().size() == 2);
        host.ask("room.kick", new RoomCommand.Kick(room, ANN.user()));
        await().until(() -> ann.moved().contains("room:" + room + " kicked"));
    }

    @Test
    void a_closed_room_sends_everybody_away() {
        RoomSocket ann = world.connect(ANN);
        ann.join(room);
        host.ask("room.close", new RoomCommand.Close(room));
        await().until(() -> ann.moved().contains("room:" + room + " closed"));
        await().until(() -> host.moved().contains("room:" + room + " closed"));
        assertThat(code(() -> world.live.follow(ann, room.channel(), null)))
                .isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void a_muted_member_may_not_publish_and_an_observer_neither() {
        RoomSocket ann = world.connect(ANN);
        ann.join(room);
        world.setRole(OLGA, room, ANN, Role.CUPPER);
        TestRequest byAnn = new TestRequest(world.by(ANN), ann, 1);
        await().until(() -> world.watched.told.contains("role ann cupper"));
        await(world.live.mayPublish(byAnn, room.channel()));
        host.ask("room.mute", new RoomCommand.Mute(room, ANN.user(), null));
        await().untilAsserted(() ->
                assertThat(code(() -> world.live.mayPublish(byAnn, room.channel())))
                        .isEqualTo(ErrorCode.MUTED));
        assertThat(code(() -> world.live.mayRead(byAnn, room.staffChannel())))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void a_right_lost_unnoticed_is_noticed_when_the_token_is_refreshed() {
        RoomSocket ann = world.connect(ANN);
        ann.join(room);
        await(
                world.database.write(
                        room.value(), tx -> world.desk.store().removeMember(tx, room, ANN.user())));
        world.live.refreshed(ann);
        await().until(() -> ann.moved().contains("room:" + room + " denied"));
    }
}
