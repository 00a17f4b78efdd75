package coffee.crema.server.http.api;

import coffee.crema.rooms.RoomId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.session.Podium;
import coffee.crema.tastings.session.Replays;
import coffee.crema.tastings.session.Results;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingCommand;
import coffee.crema.tastings.session.TastingId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// How far sessions are and what came out of them, over HTTP: for each caller what they may see now.
@Controller("/api/v1")
@Tag(name = "tastings")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class ResultsApi {
    private static final Terms READ_RESULTS = new Terms(Scope.ROOMS_READ, 5);
    private static final Terms READ_RANKING = new Terms(Scope.ROOMS_READ, 2);

    private final Calls calls;
    private final Results results;
    private final Replays replays;
    private final Podium podium;

    ResultsApi(Calls calls, Results results, Replays replays, Podium podium) {
        this.calls = calls;
        this.results = results;
        this.replays = replays;
        this.podium = podium;
    }

    @Get("/tastings/{session}/progress")
    @Operation(
            summary = "How much is complete, by cupper and by sample",
            description = "Scope rooms:read. For hosts and assistants.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Progress.class)))
    CompletionStage<HttpResponse<byte[]>> progress(
            HttpRequest<?> http, Authentication who, String session) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call,
                READ_RESULTS,
                request -> results.progress(request, new TastingCommand.Progress(id)));
    }

    @Get("/tastings/{session}/results")
    @Operation(
            summary = "What the caller may see of the results and figures now",
            description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Results.class)))
    CompletionStage<HttpResponse<byte[]>> results(
            HttpRequest<?> http, Authentication who, String session) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call,
                READ_RESULTS,
                request -> results.results(request, new TastingCommand.Results(id)));
    }

    @Get("/tastings/{session}/replay")
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
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call,
                READ_RESULTS,
                request -> replays.replay(request, new TastingCommand.Replay(id, after, limit)));
    }

    @Get("/tastings/{session}/ranking")
    @Operation(
            summary = "A ranking of the session, when it is revealed",
            description =
                    "Scope rooms:read. `of` is samples or cuppers; `from` is how many are passed over; `limit` is 1 to 200, 20 when absent; `around` asks for the caller and five before and behind instead.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Ranking.class)))
    CompletionStage<HttpResponse<byte[]>> ofSession(
            HttpRequest<?> http,
            Authentication who,
            String session,
            @QueryValue String of,
            @QueryValue @Nullable Long from,
            @QueryValue @Nullable Integer limit,
            @QueryValue @Nullable Boolean around) {
        var call = calls.call(http, who, null);
        TastingId id = TastingId.parse("session", session);
        return calls.carryOut(
                call,
                READ_RANKING,
                request ->
                        podium.ranking(
                                request,
                                new TastingCommand.Ranking(id, null, of, from, limit, around)));
    }

    @Get("/rooms/{room}/ranking")
    @Operation(
            summary = "A ranking over the revealed sessions of a room",
            description = "Scope rooms:read. As the ranking of a session.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = TastingAnswer.Ranking.class)))
    CompletionStage<HttpResponse<byte[]>> ofRoom(
            HttpRequest<?> http,
            Authentication who,
            String room,
            @QueryValue String of,
            @QueryValue @Nullable Long from,
            @QueryValue @Nullable Integer limit,
            @QueryValue @Nullable Boolean around) {
        var call = calls.call(http, who, null);
        return calls.carryOut(
                call,
                READ_RANKING,
                request ->
                        podium.ranking(
                                request,
                                new TastingCommand.Ranking(
                                        null,
                                        RoomId.parse("room", room),
                                        of,
                                        from,
                                        limit,
                                        around)));
    }
}
