package coffee.crema.rooms;

import static coffee.crema.rooms.RoomsWorld.await;
import static coffee.crema.rooms.RoomsWorld.code;
import static coffee.crema.rooms.RoomsWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What {@link RoomsContract} asks of invitations that many take.
abstract class InvitationsContract extends MembershipContract {

    @Test
    void each_who_takes_an_invitation_becomes_a_guest_of_its_own() {
        RoomId room = world.room(OLGA, RoomType.CUPPING, Visibility.INVITE, 10);
        String invitation = invitation(room, Role.CUPPER, 600);
        RoomAnswer.Guest kim = await(world.invitations.accept(invitation, " Kim "));
        RoomAnswer.Guest lee = await(world.invitations.accept(invitation, "Lee"));
        assertThat(kim.user()).isNotEqualTo(lee.user());
        assertThat(kim.token()).isEqualTo(room + ":cupper:" + kim.user() + ":Kim");
        assertThat(kim.name()).isEqualTo("Kim");
        assertThat(kim.room()).isEqualTo(room.value());
        assertThat(kim.role()).isEqualTo("cupper");
        assertThat(kim.expiresAtMs())
                .as("the invitation is short, the guest stays")
                .isEqualTo(world.time.millis() + Duration.ofHours(24).toMillis());
        assertThat(world.join(People.guest(kim.user(), room, Role.CUPPER), room).role())
                .isEqualTo("cupper");
        for (String name : new String[] {"", "  ", "x".repeat(65), "a\u0000b"}) {
            var refused = refusal(() -> world.invitations.accept(invitation, name));
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_FIELD);
            assertThat(refused.field()).isEqualTo("data.name");
        }
    }

    @Test
    void an_invitation_that_is_asked_for_again_is_the_same() {
        RoomId room = world.room(OLGA, RoomType.CUPPING, Visibility.INVITE, 10);
        var ask = new RoomCommand.Invitation(room, Role.DISPLAY, null);
        RoomAnswer.Invitation first = await(world.invitations.make(world.by(OLGA, "wall"), ask));
        assertThat(first.expiresAtMs())
                .isEqualTo(world.time.millis() + Duration.ofHours(4).toMillis());
        world.later(Duration.ofSeconds(5));
        assertThat(await(world.invitations.make(world.by(OLGA, "wall"), ask))).isEqualTo(first);
        assertThat(await(world.invitations.make(world.by(OLGA), ask))).isNotEqualTo(first);
    }

    @Test
    void who_may_not_mint_guest_tokens_invites_nobody_either_and_never_the_staff() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        assertThat(refusedToMake(ANN, room, Role.GUEST, null)).isEqualTo(ErrorCode.NOT_JOINED);
        world.join(ANN, room);
        assertThat(refusedToMake(ANN, room, Role.GUEST, null)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusedToRevoke(ANN, room)).isEqualTo(ErrorCode.FORBIDDEN);
        for (Role staff : new Role[] {Role.HOST, Role.ASSISTANT, Role.MODERATOR}) {
            assertThat(refusedToMake(OLGA, room, staff, null)).isEqualTo(ErrorCode.FORBIDDEN);
        }
        assertThat(refusedToMake(OLGA, room, Role.GUEST, 59)).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refusedToMake(OLGA, room, Role.GUEST, 86_401))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void an_invitation_ends_by_its_time_by_the_room_and_by_being_taken_back() {
        RoomId room = world.room(OLGA, RoomType.CUPPING, Visibility.INVITE, 10);
        String brief = invitation(room, Role.CUPPER, 60);
        String first = invitation(room, Role.CUPPER, 3_600);
        world.later(Duration.ofSeconds(60));
        assertThat(refusedToAccept(brief)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        await(world.invitations.accept(first, "Kim"));

        await(world.invitations.revoke(world.by(OLGA), new RoomCommand.RevokeInvitations(room)));
        assertThat(refusedToAccept(first)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        String second = invitation(room, Role.CUPPER, 3_600);
        await(world.invitations.accept(second, "Lee"));
        await(world.invitations.revoke(world.by(OLGA), new RoomCommand.RevokeInvitations(room)));
        assertThat(refusedToAccept(second)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        RoomId other = world.room(OLGA, RoomType.CUPPING, Visibility.INVITE, 10);
        String elsewhere = invitation(other, Role.CUPPER, 3_600);

        String last = invitation(room, Role.CUPPER, 3_600);
        await(world.rooms.close(world.by(OLGA), new RoomCommand.Close(room)));
        assertThat(refusedToAccept(last)).isEqualTo(ErrorCode.CLOSED);
        await(world.invitations.accept(elsewhere, "Mia"));
        assertThat(refusedToMake(OLGA, room, Role.CUPPER, null)).isEqualTo(ErrorCode.CLOSED);
        assertThat(refusedToAccept(last.replace(room.value(), "nowhere")))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusedToAccept("nonsense")).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    private String invitation(RoomId room, Role role, int ttlSeconds) {
        var ask = new RoomCommand.Invitation(room, role, ttlSeconds);
        return await(world.invitations.make(world.by(OLGA), ask)).invitation();
    }

    private ErrorCode refusedToAccept(String invitation) {
        return code(() -> world.invitations.accept(invitation, "Kim"));
    }

    private ErrorCode refusedToMake(
            Principal who, RoomId room, Role role, @Nullable Integer ttlSeconds) {
        return code(() ->
                world.invitations.make(
                        world.by(who), new RoomCommand.Invitation(room, role, ttlSeconds)));
    }

    private ErrorCode refusedToRevoke(Principal who, RoomId room) {
        return code(() ->
                world.invitations.revoke(world.by(who), new RoomCommand.RevokeInvitations(room)));
    }
}
