package coffee.crema.server.identity;

import static coffee.crema.server.identity.Signing.NOW;
import static coffee.crema.server.identity.Signing.hmac;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.InvitationTokens.Invitation;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomId;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.security.token.jwt.signature.secret.SecretSignature;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Invitations beside the tokens that are signed by the same key.
class GuestInvitationsTest {
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final RoomId ROOM = new RoomId("r1");
    private static final Duration TTL_MAX = Duration.ofHours(2);

    private Instant now = NOW;
    private final InstantSource clock = () -> now;
    private final SecretSignature signature = Secrets.signature("crema-guest", KEY);
    private final ClaimRules rules =
            new ClaimRules(Optional.empty(), Optional.empty(), Duration.ofSeconds(10), clock);
    private final GuestInvitations invitations =
            new GuestInvitations(signature, rules, TTL_MAX, clock);
    private final GuestTokenIssuer tokens =
            new GuestTokenIssuer(signature, TTL_MAX, clock, new SecureRandom());
    private final MicronautAuthenticator door =
            new MicronautAuthenticator(
                    Map.of(
                            GuestTokenIssuer.ISSUER,
                            new MicronautAuthenticator.Issuer(
                                    JwtVerifier.shared(
                                            signature, rules.ofIssuer(GuestTokenIssuer.ISSUER)),
                                    GuestTokenIssuer::principal)),
                    // A platform that names no issuer: what is nobody's comes to it.
                    Optional.of(
                            new MicronautAuthenticator.Issuer(
                                    JwtVerifier.shared(
                                            Secrets.signature(
                                                    "platform",
                                                    "another"
                                                            .repeat(8)
                                                            .getBytes(StandardCharsets.UTF_8)),
                                            rules),
                                    MemberClaims::principal)),
                    new CheckedTokens(clock, new SimpleMeterRegistry()),
                    new SimpleMeterRegistry());

    @Test
    void an_invitation_says_what_was_put_into_it_until_its_time_is_over() {
        var term = invitations.draw(3, Duration.ofMinutes(5));
        String text = invitations.sign(ROOM, Role.CUPPER, term);
        assertThat(text).hasSizeLessThan(300);
        assertThat(await(invitations.read(text))).isEqualTo(new Invitation(ROOM, Role.CUPPER, 3));
        assertThat(invitations.sign(ROOM, Role.CUPPER, term)).isEqualTo(text);
        now = NOW.plus(Duration.ofMinutes(5)).plusSeconds(11);
        assertThat(refusal(() -> invitations.read(text))).isEqualTo(ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void an_invitation_holds_no_longer_than_a_guest_may_stay() {
        var term = invitations.draw(0, Duration.ofHours(24));
        assertThat(term.expiresAtMs()).isEqualTo(NOW.plus(TTL_MAX).toEpochMilli());
    }

    @Test
    void an_invitation_is_never_taken_for_a_token() {
        String text = invitations.sign(ROOM, Role.CUPPER, invitations.draw(0, Duration.ofHours(1)));
        assertThat(refusal(() -> door.authenticate(text))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void a_token_is_never_taken_for_an_invitation() throws Exception {
        String guest =
                tokens.sign(ROOM, Role.CUPPER, tokens.draw(Optional.empty(), Duration.ofHours(1)));
        assertThat(await(door.authenticate(guest)).guest()).isPresent();
        assertThat(refusal(() -> invitations.read(guest))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        String member = hmac(KEY, Signing.claims().claim("role", "cupper").claim("round", 0));
        assertThat(refusal(() -> invitations.read(member))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void what_was_changed_made_elsewhere_or_is_none_is_refused() throws Exception {
        String text = invitations.sign(ROOM, Role.CUPPER, invitations.draw(0, Duration.ofHours(1)));
        int dot = text.lastIndexOf('.');
        String other =
                invitations.sign(
                        new RoomId("r2"), Role.CUPPER, invitations.draw(0, Duration.ofHours(1)));
        for (String forged :
                new String[] {
                    "",
                    "nonsense",
                    "a.b.c",
                    text.substring(0, dot + 1),
                    text.substring(0, dot) + other.substring(other.lastIndexOf('.')),
                    hmac("f".repeat(32).getBytes(StandardCharsets.UTF_8), claims()),
                    new PlainJWT(claims().build()).serialize(),
                    text + "A".repeat(GuestInvitations.LENGTH_MAX),
                    hmac(KEY, claims().claim("role", "king")),
                    hmac(KEY, claims().claim("round", null)),
                    hmac(KEY, claims().subject("no room/")),
                    hmac(KEY, claims().expirationTime(null))
                }) {
            assertThat(refusal(() -> invitations.read(forged)))
                    .as(forged)
                    .isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
        assertThat(await(invitations.read(hmac(KEY, claims()))).room()).isEqualTo(ROOM);
    }

    /// As ours are.
    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(GuestInvitations.ISSUER)
                .subject(ROOM.value())
                .claim("role", "cupper")
                .claim("round", 0)
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static ErrorCode refusal(Supplier<CompletionStage<?>> call) {
        var failed = catchThrowableOfType(CompletionException.class, () -> await(call.get()));
        assertThat(failed).as("refused").isNotNull();
        return ((RejectedException) failed.getCause()).code();
    }
}
