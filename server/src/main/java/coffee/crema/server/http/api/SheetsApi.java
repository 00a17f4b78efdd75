package coffee.crema.server.http.api;

import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.session.Marking;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingCommand;
import coffee.crema.tastings.session.TastingId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A cupper's own sheet over HTTP.
@Controller("/api/v1/tastings")
@Tag(name = "tastings")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class SheetsApi {
    private static final Terms READ = new Terms(Scope.ROOMS_READ, 1);
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);

    private final Calls calls;
    private final Marking marking;

    SheetsApi(Calls calls, Marking marking) {
        this.calls = calls;
        this.marking = marking;
    }

    @Get("/{session}/sheet")
    @Operation(summary = "One's own sheet", description = "Scope rooms:read. For cuppers.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingBodies.OwnSheet.class)))
    CompletionStage<HttpResponse<byte[]>> sheet(
            HttpRequest<?> http, Authentication who, String session) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call, READ, request -> marking.sheet(request, new TastingCommand.Sheet(id)));
    }

    @Post("/{session}/samples/{sample}/marks")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Fill in a field of one's own sheet",
            description = "Scope rooms:write. For cuppers.")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = TastingBodies.SessionMark.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Marked.class)))
    CompletionStage<HttpResponse<byte[]>> mark(
            HttpRequest<?> http,
            Authentication who,
            String session,
            String sample,
            @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                TastingBodies.SessionMark.class,
                (request, asked) -> marking.mark(request, asked.command(id, sample)));
    }

    @Delete("/{session}/samples/{sample}/marks/{field}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Take a mark back", description = "Scope rooms:write. For cuppers.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Marked.class)))
    CompletionStage<HttpResponse<byte[]>> erase(
            HttpRequest<?> http, Authentication who, String session, String sample, String field) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call,
                WRITE,
                request -> marking.erase(request, new TastingCommand.Erase(id, sample, field)));
    }
}
