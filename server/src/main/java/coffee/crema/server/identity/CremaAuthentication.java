package coffee.crema.server.identity;

import coffee.crema.realtime.identity.Principal;
import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.Map;

/// A checked principal, as Micronaut's security passes it on. Its roles are the scopes.
@SuppressWarnings("serial") // never serialized: there are no HTTP sessions
public record CremaAuthentication(Principal principal) implements Authentication {

    @Override
    public String getName() {
        return principal.user().value();
    }

    @Override
    public Collection<String> getRoles() {
        return principal.scopes();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }
}
