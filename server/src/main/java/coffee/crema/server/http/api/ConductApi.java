package coffee.crema.server.http.api;

import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.session.Conduct;
import coffee.crema.tastings.session.Reveals;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
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

/// A host carries a session on over HTTP. Each call names the `seq` of the moment that the caller has seen; an old one is refused as `conflict`.
@Controller("/api/v1/tastings")
@Tag(name = "tastings")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class ConductApi {
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);
    private static final Terms REVEAL = new Terms(Scope.ROOMS_WRITE, 5);

    private final Calls calls;
    private final Conduct conduct;
    private final Reveals reveals;

    ConductApi(Calls calls, Conduct conduct, Reveals reveals) {
        this.calls = calls;
        this.conduct = conduct;
        this.reveals = reveals;
    }

    @Post("/{session}/moves")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "To the next step, over one, or one back",
            description = "Scope rooms:write. The step after the last cooling is the lock.")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = TastingBodies.SessionMove.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Moved.class)))
    CompletionStage<HttpResponse<byte[]>> move(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                TastingBodies.SessionMove.class,
                (request, asked) -> conduct.move(request, asked.command(id)));
    }

    @Post("/{session}/adjustments")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Give the step more time, or take some", description = "Scope rooms:write")
    @RequestBody(
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            implementation =
                                                    TastingBodies.SessionAdjustment.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Moved.class)))
    CompletionStage<HttpResponse<byte[]>> adjust(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                TastingBodies.SessionAdjustment.class,
                (request, asked) -> conduct.adjust(request, asked.command(id)));
    }

    @Post("/{session}/pause")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Stop the clock", description = "Scope rooms:write")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = TastingBodies.SessionPause.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Moved.class)))
    CompletionStage<HttpResponse<byte[]>> pause(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                TastingBodies.SessionPause.class,
                (request, asked) -> conduct.pause(request, asked.command(id)));
    }

    @Post("/{session}/resume")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Let the clock go on with the time that was left",
            description = "Scope rooms:write")
    @RequestBody(
            content =
                    @Content(schema = @Schema(implementation = TastingBodies.SessionResume.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Moved.class)))
    CompletionStage<HttpResponse<byte[]>> resume(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                TastingBodies.SessionResume.class,
                (request, asked) -> conduct.resume(request, asked.command(id)));
    }

    @Post("/{session}/reveals")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Reveal one sample, or all", description = "Scope rooms:write")
    @RequestBody(
            content =
                    @Content(schema = @Schema(implementation = TastingBodies.SessionReveal.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Revealed.class)))
    CompletionStage<HttpResponse<byte[]>> reveal(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                REVEAL,
                TastingBodies.SessionReveal.class,
                (request, asked) -> reveals.reveal(request, asked.command(id)));
    }
}
