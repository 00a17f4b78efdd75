package coffee.crema.server.http.api;

import coffee.crema.rooms.RoomId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.session.Conduct;
import coffee.crema.tastings.session.Marking;
import coffee.crema.tastings.session.Podium;
import coffee.crema.tastings.session.Results;
import coffee.crema.tastings.session.Reveals;
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
    private static final Terms READ_RESULTS = new Terms(Scope.ROOMS_READ, 5);
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);
    private static final Terms CREATE = new Terms(Scope.ROOMS_WRITE, 5);

    private final Calls calls;
    private final Tastings tastings;
    private final Conduct conduct;
    private final Marking marking;
    private final Results results;
    private final Reveals reveals;
    private final Podium podium;

    TastingsApi(
            Calls calls,
            Tastings tastings,
            Conduct conduct,
            Marking marking,
            Results results,
            Reveals reveals,
            Podium podium) {
        this.calls = calls;
        this.tastings = tastings;
        this.conduct = conduct;
        this.marking = marking;
        this.results = results;
        this.reveals = reveals;
        this.podium = podium;
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
        var call = calls.call(http, who, body);
        return calls.carryOut(
                call,
                CREATE,
                HttpStatus.CREATED,
                request ->
                        tastings.create(
                                request, call.read(TastingBodies.NewSession.class).command()));
    }

    @Get
    @Operation(summary = "The sessions of a room, newest first", description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Listed.class)))
    CompletionStage<HttpResponse<byte[]>> list(
            HttpRequest<?> http, Authentication who, @QueryValue String room) {
        var command = new TastingCommand.OfRoom(RoomId.parse("room", room));
        return calls.carryOut(
                calls.call(http, who, null), READ, request -> tastings.list(request, command));
    }

    @Get("/{session}")
    @Operation(summary = "A session, as the caller may see it", description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> get(
            HttpRequest<?> http, Authentication who, String session) {
        TastingId id = id(session);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> tastings.get(request, new TastingCommand.Get(id)));
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
        var call = calls.call(http, who, body);
        TastingId id = id(session);
        return calls.carryOut(
                call,
                WRITE,
                request ->
                        tastings.addSamples(
                                request, call.read(TastingBodies.NewSamples.class).command(id)));
    }

    @Post("/{session}/moves")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "To the next step, over one, or one back",
            description = "Scope rooms:write")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = TastingBodies.SessionMove.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Moved.class)))
    CompletionStage<HttpResponse<byte[]>> move(
            HttpRequest<?> http, Authentication who, String session, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        TastingId id = id(session);
        return calls.carryOut(
                call,
                WRITE,
                request ->
                        conduct.move(
                                request, call.read(TastingBodies.SessionMove.class).command(id)));
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
        var call = calls.call(http, who, body);
        TastingId id = id(session);
        return calls.carryOut(
                call,
                WRITE,
                request ->
                        marking.mark(
                                request,
                                call.read(TastingBodies.SessionMark.class).command(id, sample)));
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
        var call = calls.call(http, who, body);
        TastingId id = id(session);
        return calls.carryOut(
                call,
                WRITE,
                request ->
                        reveals.reveal(
                                request, call.read(TastingBodies.SessionReveal.class).command(id)));
    }

    @Get("/{session}/sheet")
    @Operation(summary = "One's own sheet", description = "Scope rooms:read. For cuppers.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingBodies.OwnSheet.class)))
    CompletionStage<HttpResponse<byte[]>> sheet(
            HttpRequest<?> http, Authentication who, String session) {
        TastingId id = id(session);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> marking.sheet(request, new TastingCommand.Sheet(id)));
    }

    @Get("/{session}/progress")
    @Operation(
            summary = "How many sheets are complete",
            description = "Scope rooms:read. For hosts and assistants.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Progress.class)))
    CompletionStage<HttpResponse<byte[]>> progress(
            HttpRequest<?> http, Authentication who, String session) {
        TastingId id = id(session);
        return calls.carryOut(
                calls.call(http, who, null),
                READ_RESULTS,
                request -> results.progress(request, new TastingCommand.Progress(id)));
    }

    @Get("/{session}/results")
    @Operation(
            summary = "What the caller may see of the results now",
            description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Results.class)))
    CompletionStage<HttpResponse<byte[]>> results(
            HttpRequest<?> http, Authentication who, String session) {
        TastingId id = id(session);
        return calls.carryOut(
                calls.call(http, who, null),
                READ_RESULTS,
                request -> results.results(request, new TastingCommand.Results(id)));
    }

    @Get("/{session}/replay")
    @Operation(
            summary = "What happened, page by page, with its time",
            description =
                    "Scope rooms:read. `limit` is 1 to 200, 200 when absent; `after` is `next` of the page before.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingBodies.Replayed.class)))
    CompletionStage<HttpResponse<byte[]>> replay(
            HttpRequest<?> http,
            Authentication who,
            String session,
            @QueryValue @Nullable Long after,
            @QueryValue @Nullable Integer limit) {
        TastingId id = id(session);
        return calls.carryOut(
                calls.call(http, who, null),
                READ_RESULTS,
                request -> results.replay(request, new TastingCommand.Replay(id, after, limit)));
    }

    @Get("/{session}/ranking")
    @Operation(
            summary = "A ranking of the session, when it is revealed",
            description =
                    "Scope rooms:read. `of` is samples or cuppers; `from` is how many are passed over; `limit` is 1 to 200, 20 when absent.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Ranking.class)))
    CompletionStage<HttpResponse<byte[]>> ranking(
            HttpRequest<?> http,
            Authentication who,
            String session,
            @QueryValue String of,
            @QueryValue @Nullable Long from,
            @QueryValue @Nullable Integer limit) {
        TastingId id = id(session);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request ->
                        podium.ranking(
                                request,
                                new TastingCommand.Ranking(id, null, of, from, limit, null)));
    }

    private static TastingId id(String session) {
        return TastingId.parse("session", session);
    }
}
