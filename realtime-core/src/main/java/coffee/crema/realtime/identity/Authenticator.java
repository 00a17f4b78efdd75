package coffee.crema.realtime.identity;

import java.util.concurrent.CompletionStage;

/// Turns a token into a principal.
///
/// **Threading.** Any thread; does not block. The stage completes on any thread.
public interface Authenticator {

    /// @return the principal; fails with {@link coffee.crema.realtime.wire.RejectedException} `unauthenticated` or `token_expired` (and says no more,
    ///   so that an attacker learns nothing), or `unavailable` when the identity provider's keys cannot be had
    CompletionStage<Principal> authenticate(String token);
}
