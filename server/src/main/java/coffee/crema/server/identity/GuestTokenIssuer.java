package coffee.crema.server.identity;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.GuestTokens;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomId;
import com.nimbusds.jwt.JWTClaimsSet;
import io.micronaut.security.token.jwt.signature.secret.SecretSignature;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Guests' tokens: one room, one role, an id of their own. Signed by a key that only the nodes of this installation share, so that nothing but
/// this class makes them and nothing but a node accepts them. To take one back, ban its user.
public final class GuestTokenIssuer implements GuestTokens {
    static final String ISSUER = "crema-guest";

    private static final String ROOM = "room";
    private static final String ROLE = "role";
    private static final int ID_BYTES = 12;

    private final SecretSignature signature;
    private final Duration ttlMax;
    private final InstantSource clock;
    private final SecureRandom random;

    /// @param ttlMax longer ones are cut to it
    GuestTokenIssuer(
            SecretSignature signature, Duration ttlMax, InstantSource clock, SecureRandom random) {
        this.signature = signature;
        this.ttlMax = ttlMax;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Pass draw(Optional<String> name, Duration ttl) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(ttl.compareTo(ttlMax) < 0 ? ttl : ttlMax);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String text = HexFormat.of().formatHex(id);
        return new Pass(
                MemberClaims.GUEST_PREFIX + text,
                name.orElse("Guest " + text.substring(0, 4)),
                now.toEpochMilli(),
                expiresAt.toEpochMilli());
    }

    @Override
    public String sign(RoomId room, Role role, Pass pass) {
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(pass.guest())
                        .claim("name", pass.name())
                        .claim(ROOM, room.value())
                        .claim(ROLE, role.wireName())
                        .issueTime(Date.from(Instant.ofEpochMilli(pass.issuedAtMs())))
                        .expirationTime(Date.from(Instant.ofEpochMilli(pass.expiresAtMs())))
                        .build();
        return Secrets.sign(signature, claims);
    }

    /// What the checked claims of such a token say.
    static Principal principal(JWTClaimsSet claims) {
        try {
            var room = RoomId.parse(ROOM, claims.getStringClaim(ROOM));
            var role = Role.parse(ROLE, claims.getStringClaim(ROLE));
            return new Principal(
                    new UserId(claims.getSubject()),
                    claims.getStringClaim("name"),
                    Principal.Kind.GUEST,
                    Set.of(),
                    List.of(),
                    claims.getExpirationTime().toInstant(),
                    Optional.of(new Principal.GuestPass(room.value(), role.wireName())));
        } catch (ParseException | IllegalArgumentException | RejectedException e) {
            throw Refusals.unauthenticated();
        }
    }
}
