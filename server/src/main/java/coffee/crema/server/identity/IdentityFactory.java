package coffee.crema.server.identity;

import coffee.crema.realtime.time.Scheduler;
import coffee.crema.server.config.Settings;
import coffee.crema.server.http.DevController;
import coffee.crema.server.identity.MicronautAuthenticator.Issuer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Whose tokens are accepted.
@Factory
final class IdentityFactory {

    @Singleton
    ApiKeys apiKeys(Settings settings) {
        return new ApiKeys(settings.auth().apiKeys());
    }

    /// Tokens of development mode are signed by a secret of this life of the node alone.
    @Singleton
    @Requires(property = DevController.DEVELOPMENT, value = "true")
    DevSecret devSecret() {
        byte[] bytes = new byte[DevSecret.BYTES];
        new SecureRandom().nextBytes(bytes);
        return new DevSecret(bytes);
    }

    @Singleton
    @Requires(bean = DevSecret.class)
    DevTokens devTokens(DevSecret secret, Scheduler scheduler) {
        return new DevTokens(secret.bytes(), scheduler);
    }

    @Singleton
    MicronautAuthenticator authenticator(
            Settings settings,
            Optional<DevSecret> devSecret,
            Scheduler scheduler,
            MeterRegistry meters) {
        var auth = settings.auth();
        var rules =
                new JwtVerifier.Rules(auth.issuer(), auth.audience(), auth.clockSkew(), scheduler);
        Optional<JwtVerifier> platform =
                auth.jwks()
                        .map(jwks -> JwtVerifier.published(jwks, rules))
                        .or(() ->
                                auth.secret()
                                        .map(secret ->
                                                JwtVerifier.shared(
                                                        secret.getBytes(StandardCharsets.UTF_8),
                                                        rules)));
        // Keys that must be fetched may block; a shared secret costs microseconds.
        Executor executor =
                auth.jwks().isPresent()
                        ? Executors.newVirtualThreadPerTaskExecutor()
                        : Runnable::run;
        var ownIssuers = new HashMap<String, Issuer>();
        devSecret.ifPresent(
                secret -> ownIssuers.put(DevTokens.ISSUER, own(DevTokens.ISSUER, secret, rules)));
        return new MicronautAuthenticator(
                ownIssuers,
                platform.map(verifier -> new Issuer(verifier, MemberClaims::principal)),
                executor,
                meters);
    }

    private static Issuer own(String issuer, DevSecret secret, JwtVerifier.Rules rules) {
        var ownRules =
                new JwtVerifier.Rules(
                        Optional.of(issuer), Optional.empty(), rules.clockSkew(), rules.clock());
        return new Issuer(JwtVerifier.shared(secret.bytes(), ownRules), MemberClaims::principal);
    }

    /// The key of development tokens.
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record DevSecret(byte[] bytes) {
        static final int BYTES = 32;
    }
}
