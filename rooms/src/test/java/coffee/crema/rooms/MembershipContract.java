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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What {@link RoomsContract} asks of who belongs to a room: seats, roles, bans, guests.
abstract class MembershipContract {
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
}
