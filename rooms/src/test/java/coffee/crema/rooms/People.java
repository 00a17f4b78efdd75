package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who asks, in tests.
public final class People {
    private People() {}

    public static Principal member(String id) {
        return principal(id, Principal.Kind.MEMBER, Set.of(), Optional.empty());
    }

    public static Principal service(String... scopes) {
        return principal("shop", Principal.Kind.SERVICE, Set.of(scopes), Optional.empty());
    }

    public static Principal guest(String id, RoomId room, Role role) {
        return principal(
                id,
                Principal.Kind.GUEST,
                Set.of(),
                Optional.of(new Principal.GuestPass(room.value(), role.wireName())));
    }

    private static Principal principal(
            String id,
            Principal.Kind kind,
            Set<String> scopes,
            Optional<Principal.GuestPass> pass) {
        return new Principal(
                new UserId(id), "The " + id, kind, scopes, List.of(), Instant.MAX, pass);
    }
}
