package coffee.crema.server.http;

import coffee.crema.server.config.Settings;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the web application needs to know of its node before anybody is signed in.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
public final class PageController {
    private final Answer answer;

    PageController(Settings settings) {
        answer =
                new Answer(
                        settings.mode().name().toLowerCase(Locale.ROOT),
                        settings.web()
                                .oidc()
                                .map(oidc ->
                                        new SignIn(
                                                oidc.issuer().toString(),
                                                oidc.clientId(),
                                                oidc.scope()))
                                .orElse(null));
    }

    /// @param mode `development`, where the node gives tokens itself, or `production`
    /// @param oidc how to sign in with an account; absent where that is not done in the browser
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(String mode, @Nullable SignIn oidc) {}

    /// OpenID Connect, authorization code with PKCE.
    public record SignIn(String issuer, String clientId, String scope) {}

    @Get("/web.json")
    HttpResponse<Answer> web() {
        return HttpResponse.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
}
