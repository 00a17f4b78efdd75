package coffee.crema.server.identity;

import io.micronaut.security.token.Claims;
import io.micronaut.security.token.jwt.validator.AudienceJwtClaimsValidator;
import io.micronaut.security.token.jwt.validator.GenericJwtClaimsValidator;
import io.micronaut.security.token.jwt.validator.JwtClaimsValidatorConfigurationProperties;
import io.micronaut.security.token.jwt.validator.SubjectNotNullJwtClaimsValidator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/// What every token of an issuer must say.
///
/// `sub` and `aud` are checked by the validators of micronaut-security-jwt. Three are our own, because theirs cannot hold what we promise: its issuer check is content with an ending
/// of the issuer and another protocol, and its checks of `exp` and `nbf` read the clock of the machine, know no skew, and the former asks for no `exp`.
///
/// @param issuer `iss`, if it must be a certain one
/// @param audience one of `aud`, if it must be there
/// @param clockSkew how far the clocks of the issuer and the node may differ
record ClaimRules(
        Optional<String> issuer,
        Optional<String> audience,
        Duration clockSkew,
        InstantSource clock) {

    /// The same clock, for the tokens of one of our own issuers.
    ClaimRules ofIssuer(String own) {
        return new ClaimRules(Optional.of(own), Optional.empty(), clockSkew, clock);
    }

    /// All of them but the end: who fails here is never to come back with the same token.
    List<GenericJwtClaimsValidator<Object>> validators() {
        var validators = new ArrayList<GenericJwtClaimsValidator<Object>>();
        validators.add(new SubjectNotNullJwtClaimsValidator<>());
        issuer.ifPresent(
                exact -> validators.add(says(claims -> exact.equals(claims.get(Claims.ISSUER)))));
        audience.ifPresent(one -> {
            var configuration = new JwtClaimsValidatorConfigurationProperties();
            configuration.setAudience(one);
            validators.add(new AudienceJwtClaimsValidator<>(configuration));
        });
        validators.add(says(claims -> claims.get(Claims.EXPIRATION_TIME) instanceof Date));
        validators.add(says(this::hasBegun));
        return List.copyOf(validators);
    }

    /// The end.
    GenericJwtClaimsValidator<Object> notEnded() {
        return says(claims ->
                claims.get(Claims.EXPIRATION_TIME) instanceof Date end
                        && clock.instant().minus(clockSkew).isBefore(end.toInstant()));
    }

    private boolean hasBegun(Claims claims) {
        Object begin = claims.get(Claims.NOT_BEFORE);
        Instant latest = clock.instant().plus(clockSkew);
        return begin == null || (begin instanceof Date date && !date.toInstant().isAfter(latest));
    }

    private interface Rule {
        boolean holds(Claims claims);
    }

    private static GenericJwtClaimsValidator<Object> says(Rule rule) {
        return (claims, request) -> rule.holds(claims);
    }
}
