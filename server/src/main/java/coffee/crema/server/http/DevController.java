package coffee.crema.server.http;

import coffee.crema.realtime.UserId;
import coffee.crema.server.identity.DevTokens;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.tags.Tag;

/// Tokens for anyone. Exists in development mode only, where the node listens to its own machine alone.
@Controller("/dev")
@Requires(property = DevController.DEVELOPMENT, value = "true")
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "development")
public final class DevController {

    /// The property that the assembly sets from the mode.
    public static final String DEVELOPMENT = "crema.internal.development";

    private final DevTokens tokens;

    DevController(DevTokens tokens) {
        this.tokens = tokens;
    }

    /// @param user the id to speak as
    /// @param name what others see; the id when absent
    public record TokenRequest(@Nullable String user, @Nullable String name) {}

    /// @param expiresAtMs Unix milliseconds
    public record TokenAnswer(String token, String user, String name, long expiresAtMs) {}

    /// A token for any user.
    @Post("/token")
    TokenAnswer mint(@Body TokenRequest request) {
        String asked = request.user();
        var user = UserId.parse("user", asked == null ? "" : asked);
        String given = request.name();
        String name = given == null || given.isBlank() ? user.value() : given;
        var minted = tokens.mint(user.value(), name);
        return new TokenAnswer(
                minted.token(), user.value(), name, minted.expiresAt().toEpochMilli());
    }

    /// The same, for a quick look from a terminal.
    @Get("/token")
    TokenAnswer quick(@QueryValue String user, @Nullable @QueryValue String name) {
        return mint(new TokenRequest(user, name));
    }
}
