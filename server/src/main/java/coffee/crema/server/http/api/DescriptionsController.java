package coffee.crema.server.http.api;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URL;

/// The descriptions of both doors, for machines.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
public final class DescriptionsController {
    private static final MediaType YAML = MediaType.of("application/yaml");

    private final ResourceLoader resources;

    DescriptionsController(ResourceLoader resources) {
        this.resources = resources;
    }

    /// Of `/api/v1`, OpenAPI 3, made from the controllers at build time.
    @Get("/openapi.yaml")
    HttpResponse<?> openapi() {
        return file("META-INF/swagger/openapi.yml");
    }

    /// Of `/ws`, AsyncAPI 3.
    @Get("/asyncapi.yaml")
    HttpResponse<?> asyncapi() {
        return file("asyncapi.yaml");
    }

    private HttpResponse<?> file(String name) {
        URL url =
                resources
                        .getResource("classpath:" + name)
                        .orElseThrow(() -> new IllegalStateException(name + " is not built in"));
        return HttpResponse.ok(new StreamedFile(url)).contentType(YAML);
    }
}
