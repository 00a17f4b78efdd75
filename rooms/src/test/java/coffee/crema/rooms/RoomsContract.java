package coffee.crema.rooms;

import static coffee.crema.rooms.RoomsWorld.await;
import static coffee.crema.rooms.RoomsWorld.code;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.wire.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What rooms promise, on any store.
abstract class RoomsContract {
    static final Principal OLGA = People.member("olga");
    static final Principal ANN = People.member("ann");
    static final Principal BOB = People.member("bob");

    RoomsWorld world;

    abstract DatabaseSettings settings();

    @BeforeEach
    void open() {
        world = new RoomsWorld(settings());
    }

    @AfterEach
    void close() {
        world.close();
    }

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
    void sixty_four_who_join_at_once_fill_a_room_of_ten_to_nine_and_the_host() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        List<CompletableFuture<RoomAnswer.Joined>> joins = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Principal visitor = People.member("v" + i);
            joins.add(
                    world.memberships
                            .join(world.by(visitor), new RoomCommand.Join(room, null, null, null))
                            .toCompletableFuture());
        }
        long in =
                joins.stream()
                        .filter(join -> !join.handle((_, failure) -> failure != null).join())
                        .count();
        assertThat(in).isEqualTo(9);
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(ANN),
                                        new RoomCommand.Join(room, null, null, null))))
                .isEqualTo(ErrorCode.FULL);
        assertThat(world.join(OLGA, room).role()).isEqualTo("host");
        RoomAnswer.Joined watcher =
                await(
                        world.memberships.join(
                                world.by(ANN),
                                new RoomCommand.Join(room, Role.OBSERVER, null, null)));
        assertThat(watcher.role()).isEqualTo("observer");
    }

    @Test
    void a_seat_is_kept_while_away_and_given_back_by_leaving() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 2);
        world.join(ANN, room);
        assertThat(world.join(ANN, room).role()).isEqualTo("guest");
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(BOB),
                                        new RoomCommand.Join(room, null, null, null))))
                .isEqualTo(ErrorCode.FULL);
        await(world.memberships.leave(world.by(ANN), new RoomCommand.Leave(room)));
        assertThat(world.join(BOB, room).role()).isEqualTo("guest");
    }

    @Test
    void a_full_room_gives_the_seats_of_those_who_are_gone_but_not_of_those_who_just_came() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 3);
        world.join(ANN, room);
        world.later(Duration.ofSeconds(31));
        world.join(BOB, room);
        world.watched.present = Set.of();
        Principal eve = People.member("eve");
        assertThat(world.join(eve, room).role()).isEqualTo("guest");
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(People.member("fay")),
                                        new RoomCommand.Join(room, null, null, null))))
                .as("bob and eve sat down a moment ago")
                .isEqualTo(ErrorCode.FULL);
        Standing gone = await(world.desk.look(room, ANN.user()));
        assertThat(gone.member())
                .hasValueSatisfying(member -> assertThat(member.seated()).isFalse());
        world.later(Duration.ofSeconds(31));
        world.watched.present = new HashSet<>(Set.of(BOB.user(), eve.user()));
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(ANN),
                                        new RoomCommand.Join(room, null, null, null))))
                .as("both are present")
                .isEqualTo(ErrorCode.FULL);
    }

    @Test
    void roles_given_by_hand_survive_and_take_or_free_seats() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 2);
        world.join(ANN, room);
        world.setRole(OLGA, room, ANN, Role.OBSERVER);
        world.join(BOB, room);
        assertThat(
                        code(() ->
                                world.memberships.setRole(
                                        world.by(OLGA),
                                        new RoomCommand.SetRole(room, ANN.user(), Role.CUPPER))))
                .isEqualTo(ErrorCode.FULL);
        await(world.memberships.leave(world.by(ANN), new RoomCommand.Leave(room)));
        assertThat(world.join(ANN, room).role()).isEqualTo("observer");
    }

    @Test
    void the_last_host_stays_and_a_second_one_may_go() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        assertThat(code(() -> world.memberships.leave(world.by(OLGA), new RoomCommand.Leave(room))))
                .isEqualTo(ErrorCode.CONFLICT);
        world.join(ANN, room);
        world.setRole(OLGA, room, ANN, Role.HOST);
        await(world.memberships.leave(world.by(OLGA), new RoomCommand.Leave(room)));
        assertThat(world.join(OLGA, room).role()).as("the owner is always host").isEqualTo("host");
    }

    @Test
    void a_ban_keeps_out_until_its_time() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        world.join(ANN, room);
        long untilMs = world.time.millis() + 60_000;
        await(
                world.moderation.ban(
                        world.by(OLGA), new RoomCommand.Ban(room, ANN.user(), untilMs, "spam")));
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(ANN),
                                        new RoomCommand.Join(room, null, null, null))))
                .isEqualTo(ErrorCode.BANNED);
        world.later(Duration.ofSeconds(60));
        assertThat(world.join(ANN, room).role()).isEqualTo("guest");
        await(
                world.moderation.ban(
                        world.by(OLGA), new RoomCommand.Ban(room, ANN.user(), null, null)));
        world.later(Duration.ofMinutes(5));
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(ANN),
                                        new RoomCommand.Join(room, null, null, null))))
                .isEqualTo(ErrorCode.BANNED);
        await(world.moderation.unban(world.by(OLGA), new RoomCommand.Unban(room, ANN.user())));
        assertThat(world.join(ANN, room).role()).isEqualTo("guest");
    }

    @Test
    void a_kicked_invitee_does_not_come_back_uninvited() {
        RoomId room = world.room(OLGA, RoomType.CUPPING, Visibility.INVITE, 10);
        await(
                world.memberships.invite(
                        world.by(OLGA), new RoomCommand.Invite(room, ANN.user(), Role.CUPPER)));
        world.join(ANN, room);
        await(world.moderation.kick(world.by(OLGA), new RoomCommand.Kick(room, ANN.user())));
        assertThat(
                        code(() ->
                                world.memberships.join(
                                        world.by(ANN),
                                        new RoomCommand.Join(room, null, null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void guests_come_by_their_token_and_are_never_staff() {
        RoomId room = world.room(OLGA, RoomType.CUPPING, Visibility.INVITE, 10);
        RoomCommand.GuestToken ask = new RoomCommand.GuestToken(room, Role.CUPPER, "Table 3", 3600);
        RoomAnswer.GuestToken token = await(world.memberships.guestToken(world.by(OLGA), ask));
        assertThat(token.token()).isEqualTo(room + ":cupper:guest-1:Table 3");
        RoomAnswer.GuestToken second =
                await(world.memberships.guestToken(world.by(OLGA, "qr"), ask));
        assertThat(second.token()).isEqualTo(room + ":cupper:guest-2:Table 3");
        assertThat(await(world.memberships.guestToken(world.by(OLGA, "qr"), ask)))
                .isEqualTo(second);
        assertThat(
                        code(() ->
                                world.memberships.guestToken(
                                        world.by(OLGA),
                                        new RoomCommand.GuestToken(
                                                room, Role.MODERATOR, null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        Principal guest = People.guest("g1", room, Role.CUPPER);
        assertThat(world.join(guest, room).role()).isEqualTo("cupper");
        assertThat(
                        code(() ->
                                world.memberships.setRole(
                                        world.by(OLGA),
                                        new RoomCommand.SetRole(
                                                room, guest.user(), Role.ASSISTANT))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(
                        code(() ->
                                world.rooms.create(
                                        world.by(guest),
                                        new RoomCommand.Create(
                                                RoomType.EVENT, "x", null, null, null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(() -> world.rooms.list(world.by(guest), new RoomCommand.List(null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        RoomId other = world.room(BOB, RoomType.EVENT, Visibility.PUBLIC, 10);
        assertThat(code(() -> world.rooms.get(world.by(guest), new RoomCommand.Get(other))))
                .isEqualTo(ErrorCode.FORBIDDEN);
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
