package coffee.crema.server.identity;

import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.InvitationTokens;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomId;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.token.jwt.signature.secret.SecretSignature;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Invitations to guests, signed by the key of guests' tokens but of an issuer of their own: no door takes one for a token, and no token is taken for one. They are as public as the wall
/// they hang on; what limits them is their time, and that they can be taken back.
final class GuestInvitations implements InvitationTokens {
    static final String ISSUER = "crema-invitation";

    /// No invitation that we make is longer.
    static final int LENGTH_MAX = 1024;

    private static final String ROLE = "role";
    private static final String ROUND = "round";

    private final SecretSignature signature;
    private final JwtVerifier verifier;
    private final Duration ttlMax;
    private final InstantSource clock;

    /// @param rules of any issuer; ours is put in
    /// @param ttlMax longer ones are cut to it
    GuestInvitations(
            SecretSignature signature, ClaimRules rules, Duration ttlMax, InstantSource clock) {
        this.signature = signature;
        this.verifier = JwtVerifier.shared(signature, rules.ofIssuer(ISSUER));
        this.ttlMax = ttlMax;
        this.clock = clock;
    }

    @Override
    public Term draw(int round, Duration ttl) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(ttl.compareTo(ttlMax) < 0 ? ttl : ttlMax);
        return new Term(round, now.toEpochMilli(), expiresAt.toEpochMilli());
    }

    @Override
    public String sign(RoomId room, Role role, Term term) {
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(room.value())
                        .claim(ROLE, role.wireName())
                        .claim(ROUND, term.round())
                        .issueTime(Date.from(Instant.ofEpochMilli(term.issuedAtMs())))
                        .expirationTime(Date.from(Instant.ofEpochMilli(term.expiresAtMs())))
                        .build();
        return Secrets.sign(signature, claims);
    }

    @Override
    public CompletionStage<Invitation> read(String text) {
        if (text.length() > LENGTH_MAX) {
            return CompletableFuture.failedStage(Refusals.unauthenticated());
        }
        try {
            return verifier.verify(SignedJWT.parse(text)).thenApply(GuestInvitations::invitation);
        } catch (ParseException e) {
            return CompletableFuture.failedStage(Refusals.unauthenticated());
        }
    }

    private static Invitation invitation(JWTClaimsSet claims) {
        try {
            Integer round = claims.getIntegerClaim(ROUND);
            if (round == null) {
                throw Refusals.unauthenticated();
            }
            var role = Role.parse(ROLE, claims.getStringClaim(ROLE));
            return new Invitation(new RoomId(claims.getSubject()), role, round);
        } catch (ParseException | IllegalArgumentException | RejectedException e) {
            throw Refusals.unauthenticated();
        }
    }
}
