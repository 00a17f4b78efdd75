package coffee.crema.rooms;

import static coffee.crema.rooms.RoomsWorld.await;
import static coffee.crema.rooms.RoomsWorld.code;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What rooms promise, on any store.
abstract class RoomsContract extends InvitationsContract {

    @Test
    void a_room_is_made_once_with_its_id() {
        RoomCommand.Create ask =
                new RoomCommand.Create(
                        RoomType.BLIND_BOX,
                        "Box",
                        Visibility.PUBLIC,
                        12,
                        500,
                        new RoomId("blind-box-7"));
        RoomView made = await(world.rooms.create(world.by(OLGA, "once"), ask)).room();
        assertThat(made.id()).isEqualTo("blind-box-7");
        assertThat(made.owner()).isEqualTo("olga");
        assertThat(made.slowModeMs()).isEqualTo(500);
        assertThat(code(() -> world.rooms.create(world.by(ANN), ask)))
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(await(world.rooms.create(world.by(OLGA, "once"), ask)).room()).isEqualTo(made);
    }

    @Test
    void a_member_owns_only_so_many_open_rooms() {
        RoomId first = world.room(OLGA, RoomType.VIRTUAL, Visibility.PUBLIC, 10);
        for (int i = 1; i < 5; i++) {
            world.room(OLGA, RoomType.VIRTUAL, Visibility.PUBLIC, 10);
        }
        RoomCommand.Create more =
                new RoomCommand.Create(RoomType.VIRTUAL, "more", null, null, null, null);
        assertThat(code(() -> world.rooms.create(world.by(OLGA), more)))
                .isEqualTo(ErrorCode.TOO_MANY);
        await(world.rooms.close(world.by(OLGA), new RoomCommand.Close(first)));
        assertThat(await(world.rooms.create(world.by(OLGA), more)).room().state())
                .isEqualTo("open");
    }

    @Test
    void the_list_shows_public_and_own_rooms_by_pages_newest_first() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Principal owner = i % 2 == 0 ? OLGA : BOB;
            world.later(Duration.ofMillis(i % 3));
            expected.add(world.room(owner, RoomType.EVENT, Visibility.PUBLIC, 10).value());
        }
        world.later(Duration.ofMillis(5));
        world.room(BOB, RoomType.EVENT, Visibility.INVITE, 10);
        RoomId invited = world.room(BOB, RoomType.EVENT, Visibility.INVITE, 10);
        await(
                world.memberships.invite(
                        world.by(BOB), new RoomCommand.Invite(invited, ANN.user(), Role.CUPPER)));
        expected.add(invited.value());

        List<RoomView> seen = new ArrayList<>();
        @Nullable String after = null;
        do {
            RoomAnswer.Page page =
                    await(world.rooms.list(world.by(ANN), new RoomCommand.List(after, 3)));
            assertThat(page.rooms().size()).isLessThanOrEqualTo(3);
            seen.addAll(page.rooms());
            after = page.next();
        } while (after != null);
        assertThat(seen).extracting(RoomView::id).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(seen)
                .extracting(RoomView::createdAtMs)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(code(() -> world.rooms.list(world.by(ANN), new RoomCommand.List("x", 3))))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void members_come_by_pages() {
        RoomId room = world.room(OLGA, RoomType.CUPPING, Visibility.PUBLIC, 50);
        for (int i = 0; i < 5; i++) {
            world.join(People.member("m" + i), room);
        }
        RoomAnswer.Members first =
                await(world.rooms.members(world.by(OLGA), new RoomCommand.Members(room, null, 4)));
        assertThat(first.members())
                .extracting(RoomAnswer.MemberView::user)
                .containsExactly("m0", "m1", "m2", "m3");
        RoomAnswer.Members rest =
                await(
                        world.rooms.members(
                                world.by(OLGA),
                                new RoomCommand.Members(
                                        room, new coffee.crema.realtime.UserId(first.next()), 4)));
        assertThat(rest.members())
                .extracting(RoomAnswer.MemberView::user)
                .containsExactly("m4", "olga");
        assertThat(rest.next()).isNull();
        assertThat(
                        code(() ->
                                world.rooms.members(
                                        world.by(ANN), new RoomCommand.Members(room, null, null))))
                .isEqualTo(ErrorCode.NOT_JOINED);
    }

    @Test
    void settings_change_by_hosts_alone_and_raise_the_version() {
        RoomId room = world.room(OLGA, RoomType.CUPPING, Visibility.PUBLIC, 50);
        world.join(ANN, room);
        RoomCommand.Update ask = new RoomCommand.Update(room, "New", null, 20, null);
        assertThat(code(() -> world.rooms.update(world.by(ANN), ask)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        RoomView now = await(world.rooms.update(world.by(OLGA), ask)).room();
        assertThat(now.title()).isEqualTo("New");
        assertThat(now.capacity()).isEqualTo(20);
        assertThat(now.visibility()).isEqualTo("public");
        assertThat(now.version()).isEqualTo(2);
    }

    @Test
    void a_closed_room_takes_nobody_in_and_can_be_read() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        await(world.rooms.close(world.by(OLGA), new RoomCommand.Close(room)));
        await(world.rooms.close(world.by(OLGA), new RoomCommand.Close(room)));
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(ANN),
                                        new RoomCommand.Join(room, null, null, null))))
                .isEqualTo(ErrorCode.CLOSED);
        assertThat(await(world.rooms.get(world.by(OLGA), new RoomCommand.Get(room))).room().state())
                .isEqualTo("closed");
    }

    @Test
    void standings_of_many_are_those_of_each() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        world.join(ANN, room);
        await(world.moderation.mute(world.by(OLGA), new RoomCommand.Mute(room, ANN.user(), null)));
        await(
                world.moderation.ban(
                        world.by(OLGA), new RoomCommand.Ban(room, BOB.user(), null, "why")));
        List<coffee.crema.realtime.UserId> users = List.of(ANN.user(), BOB.user(), OLGA.user());
        var many = await(world.database.read(tx -> world.desk.store().standings(tx, room, users)));
        assertThat(many).hasSize(3);
        users.forEach(
                user -> assertThat(many.get(user)).isEqualTo(await(world.desk.look(room, user))));
        assertThat(many.get(ANN.user()).mutedUntilMs()).isEqualTo(Standing.FOREVER);
    }

    @Test
    void what_does_not_exist_is_not_found() {
        RoomId nowhere = new RoomId("nowhere");
        assertThat(code(() -> world.rooms.get(world.by(ANN), new RoomCommand.Get(nowhere))))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(ANN),
                                        new RoomCommand.Join(nowhere, null, null, null))))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
