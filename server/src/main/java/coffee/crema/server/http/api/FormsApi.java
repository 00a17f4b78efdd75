package coffee.crema.server.http.api;

import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.form.FormError;
import coffee.crema.tastings.session.FormShelf;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingCommand;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Forms over HTTP: those that come with Crema, and one's own.
@Controller("/api/v1/forms")
@Tag(name = "forms")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class FormsApi {
    private static final Terms READ = new Terms(Scope.ROOMS_READ, 1);
    private static final Terms ADD = new Terms(Scope.ROOMS_WRITE, 5);

    private final Calls calls;
    private final FormShelf forms;

    FormsApi(Calls calls, FormShelf forms) {
        this.calls = calls;
        this.forms = forms;
    }

    @Post
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Bring a form, or another version of one's own",
            description =
                    "Scope rooms:write. The body is the form, as docs/tastings.md describes it. What is wrong with it is listed in `error.errors`, each with a JSON pointer. "
                            + "A version is never replaced.")
    @RequestBody(content = @Content(schema = @Schema(type = "object")))
    @ApiResponse(
            responseCode = "201",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = TastingAnswer.FormNamed.class)))
    CompletionStage<HttpResponse<byte[]>> add(
            HttpRequest<?> http, Authentication who, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        return calls.respond(
                call,
                ADD,
                request ->
                        forms.upload(request, call.body())
                                .thenApply(upload ->
                                        switch (upload) {
                                            case FormShelf.Upload.Added(var form) ->
                                                    calls.json(HttpStatus.CREATED, form);
                                            case FormShelf.Upload.Refused(var errors) ->
                                                    calls.json(
                                                            HttpStatus.BAD_REQUEST,
                                                            ApiError.withErrors(problems(errors)));
                                        }));
    }

    private static List<ApiError.Problem> problems(List<FormError> errors) {
        return errors.stream()
                .map(error -> new ApiError.Problem(error.pointer(), error.rule(), error.message()))
                .toList();
    }

    @Get
    @Operation(
            summary = "The forms that come with Crema, and the caller's own",
            description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.FormsListed.class)))
    CompletionStage<HttpResponse<byte[]>> list(HttpRequest<?> http, Authentication who) {
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> forms.list(request, new TastingCommand.ListForms()));
    }

    @Get("/{form}")
    @Operation(
            summary = "A form's definition",
            description = "Scope rooms:read. The newest version when `version` is absent.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingBodies.FormRead.class)))
    CompletionStage<HttpResponse<byte[]>> get(
            HttpRequest<?> http,
            Authentication who,
            String form,
            @QueryValue @Nullable Integer version) {
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> forms.get(request, new TastingCommand.GetForm(form, version)));
    }
}
