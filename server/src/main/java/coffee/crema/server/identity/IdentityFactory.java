package coffee.crema.server.identity;

import coffee.crema.realtime.store.SecretStore;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.server.config.Settings;
import coffee.crema.server.config.Settings.Auth;
import coffee.crema.server.http.DevController;
import coffee.crema.server.identity.MicronautAuthenticator.Issuer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.security.token.jwt.signature.secret.SecretSignature;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whose tokens are accepted.
@Factory
final class IdentityFactory {
    private static final int SECRET_WAIT_SECONDS = 30;

    /// The keys of tokens that nodes issue themselves: all nodes of one database share them.
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record OwnSecrets(byte[] guest, byte[] development) {}

    @Singleton
    OwnSecrets ownSecrets(SecretStore secrets) {
        return new OwnSecrets(secret(secrets, "guest-tokens"), secret(secrets, "dev-tokens"));
    }

    /// Blocks: a node without its keys must not start.
    private static byte[] secret(SecretStore secrets, String name) {
        try {
            return secrets.secret(name)
                    .toCompletableFuture()
                    .get(SECRET_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the database has no keys for tokens", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    @Singleton
    ApiKeys apiKeys(Settings settings) {
        return new ApiKeys(settings.auth().apiKeys());
    }

    @Singleton
    @Requires(property = DevController.DEVELOPMENT, value = "true")
    DevTokens devTokens(OwnSecrets secrets, Scheduler scheduler) {
        return new DevTokens(development(secrets), scheduler);
    }

    @Singleton
    GuestTokenIssuer guestTokens(
            Settings settings, OwnSecrets secrets, Scheduler scheduler, SecureRandom random) {
        return new GuestTokenIssuer(
                guest(secrets), settings.auth().guestTtlMax(), scheduler, random);
    }

    @Singleton
    GuestInvitations guestInvitations(Settings settings, OwnSecrets secrets, Scheduler scheduler) {
        var auth = settings.auth();
        var rules = new ClaimRules(Optional.empty(), Optional.empty(), auth.clockSkew(), scheduler);
        return new GuestInvitations(guest(secrets), rules, auth.guestTtlMax(), scheduler);
    }

    private static SecretSignature guest(OwnSecrets secrets) {
        return Secrets.signature(GuestTokenIssuer.ISSUER, secrets.guest());
    }

    private static SecretSignature development(OwnSecrets secrets) {
        return Secrets.signature(DevTokens.ISSUER, secrets.development());
    }

    @Singleton
    MicronautAuthenticator authenticator(
            Settings settings, OwnSecrets secrets, Scheduler scheduler, MeterRegistry meters) {
        var auth = settings.auth();
        var rules = new ClaimRules(auth.issuer(), auth.audience(), auth.clockSkew(), scheduler);
        return new MicronautAuthenticator(
                own(settings, secrets, rules),
                platform(auth, rules, scheduler)
                        .map(verifier -> new Issuer(verifier, MemberClaims::principal)),
                new CheckedTokens(scheduler, meters),
                meters);
    }

    private static Map<String, Issuer> own(
            Settings settings, OwnSecrets secrets, ClaimRules rules) {
        var issuers = new HashMap<String, Issuer>();
        issuers.put(
                GuestTokenIssuer.ISSUER,
                new Issuer(
                        JwtVerifier.shared(guest(secrets), rules.ofIssuer(GuestTokenIssuer.ISSUER)),
                        GuestTokenIssuer::principal));
        if (settings.development()) {
            issuers.put(
                    DevTokens.ISSUER,
                    new Issuer(
                            JwtVerifier.shared(
                                    development(secrets), rules.ofIssuer(DevTokens.ISSUER)),
                            MemberClaims::principal));
        }
        return issuers;
    }

    private static Optional<JwtVerifier> platform(
            Auth auth, ClaimRules rules, Scheduler scheduler) {
        return auth.jwks()
                .map(jwks -> JwtVerifier.published(jwks, new BoundedJwksClient(), rules, scheduler))
                .or(() ->
                        auth.secret()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .map(secret -> Secrets.signature("platform", secret))
                                .map(secret -> JwtVerifier.shared(secret, rules)));
    }
}
