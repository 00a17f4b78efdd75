package coffee.crema.server.http.api;

import coffee.crema.rooms.RoomId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.session.Enrolment;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingCommand;
import coffee.crema.tastings.session.TastingId;
import coffee.crema.tastings.session.Tastings;
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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Cupping sessions over HTTP, by the same services as the commands on sockets: each answer holds what its caller may see now.
@Controller("/api/v1/tastings")
@Tag(name = "tastings")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class TastingsApi {
    private static final Terms READ = new Terms(Scope.ROOMS_READ, 1);
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);
    private static final Terms CREATE = new Terms(Scope.ROOMS_WRITE, 5, HttpStatus.CREATED);

    private final Calls calls;
    private final Tastings tastings;
    private final Enrolment enrolment;

    TastingsApi(Calls calls, Tastings tastings, Enrolment enrolment) {
        this.calls = calls;
        this.tastings = tastings;
        this.enrolment = enrolment;
    }

    @Post
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Make a session in a room",
            description = "Scope rooms:write; members must be a host of the room.")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = TastingBodies.NewSession.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> create(
            HttpRequest<?> http, Authentication who, @Body byte @Nullable [] body) {
        return calls.carryOut(
                calls.call(http, who, body),
                CREATE,
                TastingBodies.NewSession.class,
                (request, asked) -> tastings.create(request, asked.command()));
    }

    @Get
    @Operation(summary = "The sessions of a room, newest first", description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Listed.class)))
    CompletionStage<HttpResponse<byte[]>> list(
            HttpRequest<?> http, Authentication who, @QueryValue String room) {
        var call = calls.call(http, who, null);
        return calls.carryOut(
                call,
                READ,
                request ->
                        tastings.list(
                                request, new TastingCommand.OfRoom(RoomId.parse("room", room))));
    }

    @Get("/{session}")
    @Operation(summary = "A session, as the caller may see it", description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> get(
            HttpRequest<?> http, Authentication who, String session) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call, READ, request -> tastings.get(request, new TastingCommand.Get(id)));
    }

    @Post("/{session}/samples")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Put more samples on the table, in the lobby",
            description = "Scope rooms:write")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = TastingBodies.NewSamples.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> addSamples(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                TastingBodies.NewSamples.class,
                (request, asked) -> tastings.addSamples(request, asked.command(id)));
    }

    @Post("/{session}/code-map")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Which coffee each code is",
            description =
                    "Scope rooms:write. For hosts and assistants who do not score; who has read it never scores in this session.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.CodeMap.class)))
    CompletionStage<HttpResponse<byte[]>> codeMap(
            HttpRequest<?> http, Authentication who, String session) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call, WRITE, request -> tastings.codeMap(request, new TastingCommand.CodeMap(id)));
    }

    @Post("/{session}/cuppers")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Score in this session, until the lock",
            description = "Scope rooms:write. For hosts and cuppers, not for services.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> enter(
            HttpRequest<?> http, Authentication who, String session) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call, WRITE, request -> enrolment.enter(request, new TastingCommand.Enter(id)));
    }
}
