package coffee.crema.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomPolicyTest {
    private static final long NOW = 1_000_000;
    private static final UserId OWNER = new UserId("olga");
    private static final Principal ANN = People.member("ann");

    @ParameterizedTest
    @EnumSource(RoomType.class)
    void a_member_joins_a_public_room_in_the_role_of_its_type(RoomType type) {
        Standing stranger = stranger(room(type, Visibility.PUBLIC));
        assertThat(RoomPolicy.admit(ANN, stranger, null, NOW)).isEqualTo(type.publicRole());
        assertThat(type.publicRole().isStaff()).isFalse();
    }

    @Test
    void nobody_joins_an_invite_room_uninvited() {
        Standing stranger = stranger(room(RoomType.CUPPING, Visibility.INVITE));
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(ANN, stranger, null, NOW));
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(ANN, stranger, Role.OBSERVER, NOW));
    }

    @Test
    void an_invited_user_joins_in_the_role_given_and_in_no_other() {
        Standing invited = granted(room(RoomType.TASTING, Visibility.INVITE), Role.ASSISTANT);
        assertThat(RoomPolicy.admit(ANN, invited, null, NOW)).isEqualTo(Role.ASSISTANT);
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(ANN, invited, Role.HOST, NOW));
    }

    @Test
    void a_lower_role_given_by_hand_is_not_shed_by_going_out_and_in() {
        Standing demoted = granted(room(RoomType.CUPPING, Visibility.PUBLIC), Role.OBSERVER);
        assertThat(RoomPolicy.admit(ANN, demoted, null, NOW)).isEqualTo(Role.OBSERVER);
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(ANN, demoted, Role.CUPPER, NOW));
    }

    @Test
    void who_finds_no_seat_may_look_on_where_the_type_allows() {
        Standing visitor = stranger(room(RoomType.EVENT, Visibility.PUBLIC));
        assertThat(RoomPolicy.admit(ANN, visitor, Role.OBSERVER, NOW)).isEqualTo(Role.OBSERVER);
        Standing atTable = stranger(room(RoomType.TASTING, Visibility.PUBLIC));
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(ANN, atTable, Role.OBSERVER, NOW));
    }

    @Test
    void a_display_takes_no_seat_and_is_not_chosen_by_oneself() {
        Standing visitor = stranger(room(RoomType.EVENT, Visibility.PUBLIC));
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(ANN, visitor, Role.DISPLAY, NOW));
        assertThat(Role.DISPLAY.takesSeat()).isFalse();
        assertThat(Role.OBSERVER.takesSeat()).isFalse();
        assertThat(Role.GUEST.takesSeat()).isTrue();
    }

    @Test
    void a_guest_token_opens_its_own_room_in_its_role_and_nothing_else() {
        Room own = room(RoomType.CUPPING, Visibility.INVITE);
        Principal guest = People.guest("g1", own.id(), Role.CUPPER);
        assertThat(RoomPolicy.admit(guest, stranger(own), null, NOW)).isEqualTo(Role.CUPPER);
        Principal elsewhere = People.guest("g2", new RoomId("other"), Role.CUPPER);
        Standing open = stranger(room(RoomType.CUPPING, Visibility.PUBLIC));
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(elsewhere, open, null, NOW));
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.requireSight(elsewhere, open, NOW));
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.requireAccount(guest));
    }

    @Test
    void a_forged_pass_of_the_staff_is_worth_nothing() {
        Room own = room(RoomType.CUPPING, Visibility.INVITE);
        Principal guest = People.guest("g1", own.id(), Role.HOST);
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.admit(guest, stranger(own), null, NOW));
    }

    @Test
    void a_ban_holds_until_its_time_and_no_longer() {
        Standing banned =
                new Standing(
                        room(RoomType.EVENT, Visibility.PUBLIC),
                        ANN.user(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Standing.Ban(NOW + 1, Optional.of("spam"))),
                        0);
        refused(ErrorCode.BANNED, () -> RoomPolicy.admit(ANN, banned, null, NOW));
        refused(ErrorCode.BANNED, () -> RoomPolicy.requireSight(ANN, banned, NOW));
        assertThat(RoomPolicy.admit(ANN, banned, null, NOW + 1)).isEqualTo(Role.GUEST);
    }

    @Test
    void a_mute_takes_the_voice_until_its_time_and_says_when() {
        Standing muted =
                new Standing(
                        room(RoomType.EVENT, Visibility.PUBLIC),
                        ANN.user(),
                        Optional.of(new RoomMember(ANN.user(), "Ann", Role.GUEST, true, false)),
                        Optional.empty(),
                        Optional.empty(),
                        NOW + 500);
        RejectedException refusal =
                refused(
                        ErrorCode.MUTED,
                        () -> RoomPolicy.requireVoice(ANN, muted, Permission.CHAT, NOW));
        assertThat(refusal.retryAfterMs()).hasValue(500);
        assertThat(RoomPolicy.requireVoice(ANN, muted, Permission.CHAT, NOW + 500))
                .isEqualTo(Role.GUEST);
    }

    @Test
    void the_staff_is_touched_by_hosts_alone_and_the_owner_by_nobody() {
        Room room = room(RoomType.CUPPING, Visibility.PUBLIC);
        Standing moderator = member(room, "mona", Role.MODERATOR);
        refused(
                ErrorCode.FORBIDDEN,
                () -> RoomPolicy.requireMayActOn(ANN, Role.MODERATOR, moderator));
        refused(
                ErrorCode.FORBIDDEN,
                () -> RoomPolicy.requireMayActOn(ANN, Role.ASSISTANT, moderator));
        allowed(() -> RoomPolicy.requireMayActOn(ANN, Role.HOST, moderator));
        allowed(() ->
                RoomPolicy.requireMayActOn(ANN, Role.MODERATOR, member(room, "carl", Role.CUPPER)));
        Standing owner = member(room, OWNER.value(), Role.HOST);
        refused(ErrorCode.FORBIDDEN, () -> RoomPolicy.requireMayActOn(ANN, Role.HOST, owner));
        Standing self = member(room, ANN.user().value(), Role.CUPPER);
        refused(ErrorCode.CONFLICT, () -> RoomPolicy.requireMayActOn(ANN, Role.HOST, self));
    }

    @Test
    void the_last_host_stays() {
        Optional<Role> host = Optional.of(Role.HOST);
        refused(ErrorCode.CONFLICT, () -> RoomPolicy.requireNotLastHost(host, Optional.empty(), 1));
        refused(
                ErrorCode.CONFLICT,
                () -> RoomPolicy.requireNotLastHost(host, Optional.of(Role.CUPPER), 1));
        allowed(() -> RoomPolicy.requireNotLastHost(host, Optional.empty(), 2));
        allowed(() -> RoomPolicy.requireNotLastHost(host, host, 1));
        allowed(() -> RoomPolicy.requireNotLastHost(Optional.of(Role.CUPPER), Optional.empty(), 1));
    }

    @Test
    void who_lost_the_seat_joins_again_but_does_not_just_come_back() {
        Room room = room(RoomType.EVENT, Visibility.PUBLIC);
        Standing seatless =
                new Standing(
                        room,
                        ANN.user(),
                        Optional.of(new RoomMember(ANN.user(), "Ann", Role.GUEST, false, false)),
                        Optional.empty(),
                        Optional.empty(),
                        0);
        refused(ErrorCode.NOT_JOINED, () -> RoomPolicy.requireReturn(ANN, seatless, NOW));
        assertThat(RoomPolicy.requireStay(ANN, seatless, NOW)).isEqualTo(Role.GUEST);
        assertThat(RoomPolicy.requireReturn(ANN, member(room, "ann", Role.OBSERVER), NOW))
                .isEqualTo(Role.OBSERVER);
    }

    @Test
    void a_service_runs_rooms_only_with_the_scope() {
        Standing nobody =
                new Standing(
                        room(RoomType.EVENT, Visibility.INVITE),
                        new UserId("shop"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0);
        assertThat(RoomPolicy.require(People.service("rooms"), nobody, Permission.ADMINISTER, NOW))
                .isEqualTo(Role.HOST);
        refused(
                ErrorCode.NOT_JOINED,
                () ->
                        RoomPolicy.require(
                                People.service("publish"), nobody, Permission.ADMINISTER, NOW));
    }

    @Test
    void a_closed_room_is_closed_to_all_that_changes_it() {
        Room open = room(RoomType.EVENT, Visibility.PUBLIC);
        Room closed =
                new Room(
                        open.id(),
                        open.type(),
                        "t",
                        OWNER,
                        open.visibility(),
                        50,
                        0,
                        true,
                        open.createdAtMs(),
                        2);
        Standing member = member(closed, ANN.user().value(), Role.HOST);
        refused(ErrorCode.CLOSED, () -> RoomPolicy.admit(ANN, member, null, NOW));
        refused(ErrorCode.CLOSED, () -> RoomPolicy.requireVoice(ANN, member, Permission.CHAT, NOW));
        assertThat(RoomPolicy.require(ANN, member, Permission.VIEW, NOW)).isEqualTo(Role.HOST);
    }

    private static Room room(RoomType type, Visibility visibility) {
        return new Room(new RoomId("r"), type, "A room", OWNER, visibility, 50, 0, false, 1, 1);
    }

    private static Standing stranger(Room room) {
        return new Standing(
                room, ANN.user(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    private static Standing granted(Room room, Role role) {
        return new Standing(
                room, ANN.user(), Optional.empty(), Optional.of(role), Optional.empty(), 0);
    }

    private static Standing member(Room room, String user, Role role) {
        UserId id = new UserId(user);
        RoomMember member =
                new RoomMember(id, user, role, RoomPolicy.countsSeat(room, id, role), false);
        return new Standing(room, id, Optional.of(member), Optional.empty(), Optional.empty(), 0);
    }

    private static RejectedException refused(ErrorCode code, Executable decision) {
        RejectedException refusal = assertThrows(RejectedException.class, decision);
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }

    private static void allowed(org.assertj.core.api.ThrowableAssert.ThrowingCallable decision) {
        assertThatCode(decision).doesNotThrowAnyException();
    }
}
