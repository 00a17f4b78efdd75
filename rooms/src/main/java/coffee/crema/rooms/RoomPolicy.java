package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may do what in a room: decisions without I/O. What a role allows is said by {@link Role}, and nowhere else.
///
/// Every method either answers or throws the {@link RejectedException} that the client is to read.
public final class RoomPolicy {

    /// The scope of a service that runs rooms for others: it acts as a host in each, without belonging to it.
    public static final String ROOMS_SCOPE = "rooms";

    /// What a service is in every room, by its scopes, the widest first. The HTTP API holds it to what each scope is for besides.
    private static final List<Map.Entry<String, Role>> SERVICE_ROLES =
            List.of(
                    Map.entry(ROOMS_SCOPE, Role.HOST),
                    Map.entry("rooms:write", Role.HOST),
                    Map.entry("tokens", Role.ASSISTANT),
                    Map.entry("moderate", Role.MODERATOR),
                    Map.entry("rooms:read", Role.DISPLAY),
                    Map.entry("presence:read", Role.DISPLAY));

    private RoomPolicy() {}

    /// A guest token opens its own room and nothing else.
    public static void requirePass(Principal principal, RoomId room) {
        boolean elsewhere =
                principal.guest().isPresent()
                        && !principal.guest().get().room().equals(room.value());
        if (elsewhere) {
            throw forbidden("this guest token opens another room");
        }
    }

    /// What a guest may not do anywhere: create rooms, list them.
    public static void requireAccount(Principal principal) {
        if (principal.kind() == Principal.Kind.GUEST) {
            throw forbidden("a guest token opens one room and nothing else");
        }
    }

    /// The role in which somebody acts now, or nothing for one who does not belong to the room.
    public static Optional<Role> actingRole(Principal principal, Standing standing) {
        return serviceRole(principal).or(standing::role);
    }

    /// Whether somebody may do this in the room, as far as the role decides.
    ///
    /// @return the role in which the request is carried out
    public static Role require(
            Principal principal, Standing standing, Permission permission, long nowMs) {
        requirePass(principal, standing.room().id());
        if (standing.bannedAt(nowMs)) {
            throw RejectedException.of(ErrorCode.BANNED, "banned from this room");
        }
        Role role =
                actingRole(principal, standing)
                        .orElseThrow(() ->
                                RejectedException.of(
                                        ErrorCode.NOT_JOINED, "not a member of this room"));
        if (!role.may(permission)) {
            throw forbidden(
                    "the role " + role.wireName() + " does not allow " + permission.wireName());
        }
        return role;
    }

    /// {@link #require} for what changes a room: it must be open.
    public static Role requireOpen(
            Principal principal, Standing standing, Permission permission, long nowMs) {
        Role role = require(principal, standing, permission, nowMs);
        requireNotClosed(standing.room());
        return role;
    }

    public static void requireNotClosed(Room room) {
        if (room.closed()) {
            throw RejectedException.of(ErrorCode.CLOSED, "the room is closed");
        }
    }

    /// Whether somebody may speak: the role allows it and no mute holds.
    public static Role requireVoice(
            Principal principal, Standing standing, Permission permission, long nowMs) {
        Role role = requireOpen(principal, standing, permission, nowMs);
        if (standing.mutedAt(nowMs)) {
            throw standing.mutedUntilMs() == Standing.FOREVER
                    ? RejectedException.of(ErrorCode.MUTED, "muted in this room")
                    : RejectedException.retryAfter(
                            ErrorCode.MUTED,
                            "muted in this room",
                            Duration.ofMillis(standing.mutedUntilMs() - nowMs));
        }
        return role;
    }

    /// Whether somebody who is in the room may stay there: a member, or a service that runs rooms.
    ///
    /// @return the role
    public static Role requireStay(Principal principal, Standing standing, long nowMs) {
        return requireOpen(principal, standing, Permission.VIEW, nowMs);
    }

    /// Whether somebody may come back into the room without joining again: a member who still has the seat that the role takes.
    ///
    /// @return the role
    public static Role requireReturn(Principal principal, Standing standing, long nowMs) {
        Role role = requireStay(principal, standing, nowMs);
        boolean seatless =
                standing.member().isPresent()
                        && !standing.member().get().seated()
                        && countsSeat(
                                standing.room(), standing.user(), standing.member().get().role());
        if (seatless) {
            throw RejectedException.of(
                    ErrorCode.NOT_JOINED, "the seat was given to somebody else: join again");
        }
        return role;
    }

    /// Whether somebody may learn that the room exists and what it is.
    public static void requireSight(Principal principal, Standing standing, long nowMs) {
        requirePass(principal, standing.room().id());
        if (actingRole(principal, standing).isPresent()) {
            return;
        }
        if (standing.bannedAt(nowMs)) {
            throw RejectedException.of(ErrorCode.BANNED, "banned from this room");
        }
        if (!standing.room().isPublic() && entitlement(principal, standing).isEmpty()) {
            throw forbidden("this room is open to those who were invited");
        }
    }

    /// The role in which somebody comes in.
    ///
    /// @param asked what the client asks for; null for what there is
    public static Role admit(
            Principal principal, Standing standing, @Nullable Role asked, long nowMs) {
        requirePass(principal, standing.room().id());
        requireNotClosed(standing.room());
        if (standing.bannedAt(nowMs)) {
            throw RejectedException.of(ErrorCode.BANNED, "banned from this room");
        }
        Optional<Role> entitled = entitlement(principal, standing);
        Role natural =
                standing.role()
                        .or(() -> entitled)
                        .orElseThrow(
                                () -> forbidden("this room is open to those who were invited"));
        if (asked == null || asked == natural || entitled.filter(asked::equals).isPresent()) {
            return asked == null ? natural : asked;
        }
        boolean stepsBack =
                asked == Role.OBSERVER && standing.room().type().observable() && !natural.isStaff();
        if (!stepsBack) {
            throw forbidden("not invited as " + asked.wireName());
        }
        return asked;
    }

    /// What somebody may be in the room without anyone's further say, strongest reason first: a role given by hand also outlives leaving, so that nobody
    /// sheds a lower role by going out and in.
    private static Optional<Role> entitlement(Principal principal, Standing standing) {
        if (standing.isOwner()) {
            return Optional.of(Role.HOST);
        }
        Optional<Role> service = serviceRole(principal);
        if (service.isPresent()) {
            return service;
        }
        if (standing.grant().isPresent()) {
            return standing.grant();
        }
        if (principal.guest().isPresent()) {
            return principal
                    .guest()
                    .map(pass -> Role.parse("role", pass.role()))
                    .filter(role -> !role.isStaff());
        }
        return standing.room().isPublic()
                ? Optional.of(standing.room().type().publicRole())
                : Optional.empty();
    }

    /// Whether a role may be given: roles of the staff by those who administer, others by those who invite.
    public static void requireMayGrant(Role actor, Role given) {
        if (!actor.may(given.isStaff() ? Permission.ADMINISTER : Permission.INVITE)) {
            throw forbidden(
                    "the role " + actor.wireName() + " may not make somebody " + given.wireName());
        }
    }

    /// Whether somebody may let people without an account come in, in this role: by a guest token or an invitation.
    static void requireMayAdmitGuest(
            Principal principal, Standing standing, Role given, long nowMs) {
        Role acting = requireOpen(principal, standing, Permission.INVITE, nowMs);
        requireMayGrant(acting, given);
        requireFitsGuest(given);
    }

    static void requireFitsGuest(Role role) {
        if (role.isStaff()) {
            throw forbidden("a guest cannot be " + role.wireName());
        }
    }

    /// Whether `actor` may change, remove or silence somebody: the staff is touched by those who administer alone, and the owner by nobody.
    public static void requireMayActOn(Principal principal, Role actor, Standing target) {
        if (principal.user().equals(target.user())) {
            throw RejectedException.of(ErrorCode.CONFLICT, "not on oneself");
        }
        Role rank = target.role().or(target::grant).orElse(Role.OBSERVER);
        if (target.isOwner() || (rank.isStaff() && !actor.may(Permission.ADMINISTER))) {
            throw forbidden("the role " + actor.wireName() + " may not act on this person");
        }
    }

    /// Whether a member may stop being what it is: the last host stays.
    ///
    /// @param hosts how many members of the room are hosts now
    public static void requireNotLastHost(Optional<Role> current, Optional<Role> next, int hosts) {
        boolean losesHost = current.equals(Optional.of(Role.HOST)) && !next.equals(current);
        if (losesHost && hosts <= 1) {
            throw RejectedException.of(
                    ErrorCode.CONFLICT, "the last host stays: name another or close the room");
        }
    }

    /// How many seats there are for everyone but the owner, whose place is kept.
    public static int openSeats(int capacity) {
        return capacity - 1;
    }

    /// Whether this member sits on a counted seat: the owner's place is kept aside.
    public static boolean countsSeat(Room room, UserId user, Role role) {
        return role.takesSeat() && !room.owner().equals(user);
    }

    /// Whether this is a back end that acts in rooms without belonging to them.
    static boolean runsRooms(Principal principal) {
        return serviceRole(principal).isPresent();
    }

    /// The role of a back end, which belongs to no room; empty for people.
    private static Optional<Role> serviceRole(Principal principal) {
        return principal.kind() == Principal.Kind.SERVICE
                ? SERVICE_ROLES.stream()
                        .filter(known -> principal.hasScope(known.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                : Optional.empty();
    }

    private static RejectedException forbidden(String why) {
        return RejectedException.of(ErrorCode.FORBIDDEN, why);
    }
}
