package coffee.crema.server.http.api;

import coffee.crema.realtime.UserId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.session.Jury;
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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What counts, decided over HTTP: exclusions and what came late. Each is written down with who decided it.
@Controller("/api/v1/tastings")
@Tag(name = "tastings")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class JuryApi {
    private static final Terms READ = new Terms(Scope.ROOMS_READ, 1);
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);

    private final Calls calls;
    private final Jury jury;

    JuryApi(Calls calls, Jury jury) {
        this.calls = calls;
        this.jury = jury;
    }

    @Post("/{session}/exclusions")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "A sheet, or one sample of it, does not count",
            description = "Scope rooms:write. The label is read by all who may see the scores.")
    @RequestBody(
            content =
                    @Content(
                            schema =
                                    @Schema(implementation = TastingBodies.SessionExclusion.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> exclude(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                TastingBodies.SessionExclusion.class,
                (request, asked) -> jury.exclude(request, asked.command(id)));
    }

    @Delete("/{session}/exclusions/{user}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Take an exclusion back",
            description =
                    "Scope rooms:write. Of one sample, or of the whole sheet when `sample` is absent.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> include(
            HttpRequest<?> http,
            Authentication who,
            String session,
            String user,
            @QueryValue @Nullable String sample) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        UserId target = UserId.parse("user", user);
        return calls.carryOut(
                call,
                WRITE,
                request -> jury.include(request, new TastingCommand.Include(id, target, sample)));
    }

    @Get("/{session}/late")
    @Operation(
            summary = "Whose sheets have something that came after the lock",
            description = "Scope rooms:read. For hosts and assistants.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Late.class)))
    CompletionStage<HttpResponse<byte[]>> late(
            HttpRequest<?> http, Authentication who, String session) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call, READ, request -> jury.late(request, new TastingCommand.Late(id)));
    }

    @Post("/{session}/late/{user}/admission")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "What a cupper brought after the lock counts",
            description = "Scope rooms:write")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> admitLate(
            HttpRequest<?> http, Authentication who, String session, String user) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        UserId target = UserId.parse("user", user);
        return calls.carryOut(
                call,
                WRITE,
                request -> jury.admitLate(request, new TastingCommand.AdmitLate(id, target)));
    }
}
