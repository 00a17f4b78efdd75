package coffee.crema.server.http;

import coffee.crema.server.config.Settings;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;

/// What the page at `/` needs to know of its node.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
public final class PageController {
    private final Answer answer;

    PageController(Settings settings) {
        answer = new Answer(settings.mode().name().toLowerCase(Locale.ROOT));
    }

    /// @param mode `development`, where the node gives tokens itself, or `production`
    public record Answer(String mode) {}

    @Get("/mode")
    Answer mode() {
        return answer;
    }
}
