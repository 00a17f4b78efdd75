package coffee.crema.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// What no combination of roles, invitations, passes and wishes may lead to.
class RoomPolicyPropertiesTest {
    private static final long NOW = 5;

    @Property
    void nobody_comes_in_as_staff_without_a_host_having_said_so(
            @ForAll("standings") Standing standing,
            @ForAll("principals") Principal who,
            @ForAll("wishes") Wish wish) {
        Standing own = of(who, standing);
        Optional<Role> admitted = admit(own, who, wish.role());
        if (admitted.filter(Role::isStaff).isPresent()) {
            boolean said =
                    own.role().equals(admitted)
                            || own.grant().equals(admitted)
                            || own.isOwner()
                            || RoomPolicy.runsRooms(who);
            assertThat(said).isTrue();
        }
    }

    @Property
    void a_ban_or_a_closed_room_lets_nobody_in(
            @ForAll("standings") Standing standing,
            @ForAll("principals") Principal who,
            @ForAll("wishes") Wish wish) {
        if (standing.bannedAt(NOW) || standing.room().closed()) {
            assertThat(admit(standing, who, wish.role())).isEmpty();
        }
    }

    @Property
    void a_guest_never_enters_another_room(
            @ForAll("standings") Standing standing,
            @ForAll("wishes") Wish wish,
            @ForAll Role pass) {
        Principal guest = People.guest("g", new RoomId("another"), pass);
        assertThat(admit(standing, guest, wish.role())).isEmpty();
    }

    @Property
    void a_role_that_is_admitted_may_at_least_look(
            @ForAll("standings") Standing standing,
            @ForAll("principals") Principal who,
            @ForAll("wishes") Wish wish) {
        admit(standing, who, wish.role())
                .ifPresent(role -> assertThat(role.may(Permission.VIEW)).isTrue());
    }

    @Property
    void who_may_not_administer_gives_no_role_of_the_staff(@ForAll Role actor, @ForAll Role given) {
        boolean granted = passes(() -> RoomPolicy.requireMayGrant(actor, given));
        assertThat(granted)
                .isEqualTo(
                        given.isStaff()
                                ? actor.may(Permission.ADMINISTER)
                                : actor.may(Permission.INVITE));
    }

    @Property
    void an_owner_never_counts_and_those_who_look_on_never_count(
            @ForAll("standings") Standing standing, @ForAll Role role) {
        boolean counts = RoomPolicy.countsSeat(standing.room(), standing.user(), role);
        assertThat(counts).isEqualTo(!standing.isOwner() && role.may(Permission.CHAT));
    }

    record Wish(@Nullable Role role) {}

    private static Optional<Role> admit(Standing standing, Principal who, @Nullable Role wish) {
        try {
            return Optional.of(RoomPolicy.admit(who, of(who, standing), wish, NOW));
        } catch (RejectedException refusal) {
            return Optional.empty();
        }
    }

    private static Standing of(Principal who, Standing standing) {
        return new Standing(
                standing.room(),
                who.user(),
                standing.member(),
                standing.grant(),
                standing.ban(),
                0);
    }

    private static boolean passes(Runnable decision) {
        try {
            decision.run();
            return true;
        } catch (RejectedException refusal) {
            return false;
        }
    }

    @Provide
    Arbitrary<Wish> wishes() {
        return Arbitraries.of(Role.class).injectNull(0.3).map(Wish::new);
    }

    @Provide
    Arbitrary<Principal> principals() {
        return Arbitraries.of(
                People.member("ann"),
                People.service("rooms"),
                People.service("publish"),
                People.guest("gil", new RoomId("r"), Role.CUPPER),
                People.guest("gal", new RoomId("r"), Role.HOST));
    }

    @Provide
    Arbitrary<Standing> standings() {
        Arbitrary<Room> rooms =
                Combinators.combine(
                                Arbitraries.of(RoomType.class),
                                Arbitraries.of(Visibility.class),
                                Arbitraries.of(true, false))
                        .as((type, visibility, closed) ->
                                new Room(
                                        new RoomId("r"),
                                        type,
                                        "t",
                                        new UserId("ann"),
                                        visibility,
                                        50,
                                        0,
                                        closed,
                                        1,
                                        1));
        Arbitrary<Optional<Role>> roles = Arbitraries.of(Role.class).optional();
        Arbitrary<Optional<Standing.Ban>> bans =
                Arbitraries.longs()
                        .between(1, 9)
                        .map(until -> new Standing.Ban(until, Optional.empty()))
                        .optional();
        return Combinators.combine(rooms, roles, roles, bans, Arbitraries.of("ann", "bob"))
                .as((room, role, grant, ban, user) ->
                        new Standing(
                                room,
                                new UserId(user),
                                role.map(r ->
                                        new RoomMember(new UserId(user), user, r, true, false)),
                                grant,
                                ban,
                                0));
    }
}
