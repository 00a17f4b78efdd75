package coffee.crema.server.identity;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.RejectedException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the claims of a member's token mean: `sub`, `name`, `scope` (RFC 8693) and `channels`.
final class MemberClaims {

    /// Ids that begin so are of those who have no account; no member may take one.
    static final String GUEST_PREFIX = "guest-";

    static final String SERVICE_PREFIX = "service-";

    private static final int NAME_LENGTH_MAX = 100;
    private static final int CHANNELS_MAX = 256;

    private MemberClaims() {}

    static Principal principal(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        if (subject.startsWith(GUEST_PREFIX) || subject.startsWith(SERVICE_PREFIX)) {
            throw Refusals.unauthenticated();
        }
        try {
            return new Principal(
                    new UserId(subject),
                    name(claims),
                    Principal.Kind.MEMBER,
                    scopes(claims),
                    channels(claims),
                    claims.getExpirationTime().toInstant(),
                    Optional.empty());
        } catch (ParseException | IllegalArgumentException | RejectedException e) {
            throw Refusals.unauthenticated();
        }
    }

    private static String name(JWTClaimsSet claims) throws ParseException {
        String name = claims.getStringClaim("name");
        if (name == null || name.isBlank()) {
            return claims.getSubject();
        }
        String stripped = name.strip();
        return stripped.substring(0, Math.min(stripped.length(), NAME_LENGTH_MAX));
    }

    /// One string with spaces, or a list.
    private static Set<String> scopes(JWTClaimsSet claims) throws ParseException {
        if (claims.getClaim("scope") instanceof List<?>) {
            return new HashSet<>(claims.getStringListClaim("scope"));
        }
        String scope = claims.getStringClaim("scope");
        return scope == null || scope.isBlank()
                ? Set.of()
                : new HashSet<>(Arrays.asList(scope.strip().split(" +")));
    }

    private static List<String> channels(JWTClaimsSet claims) throws ParseException {
        List<String> channels = claims.getStringListClaim("channels");
        if (channels == null) {
            return List.of();
        }
        if (channels.size() > CHANNELS_MAX) {
            throw Refusals.unauthenticated();
        }
        return channels;
    }
}
