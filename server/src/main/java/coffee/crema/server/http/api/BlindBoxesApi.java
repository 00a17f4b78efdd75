package coffee.crema.server.http.api;

import coffee.crema.blindbox.BlindBoxAnswer;
import coffee.crema.blindbox.BlindBoxCommand;
import coffee.crema.blindbox.Conduct;
import coffee.crema.blindbox.Guessing;
import coffee.crema.blindbox.Leaderboards;
import coffee.crema.blindbox.OrderId;
import coffee.crema.blindbox.Schedules;
import coffee.crema.blindbox.Views;
import coffee.crema.realtime.connection.Request;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
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

/// Blind boxes over HTTP, by the same services as the commands on sockets. Answers never leave before their step, for no key.
@Controller("/api/v1/blind-boxes")
@Tag(name = "blind boxes")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class BlindBoxesApi {
    private static final Terms READ = new Terms(Scope.BLIND_BOXES, 1);
    private static final Terms READ_MUCH = new Terms(Scope.BLIND_BOXES, 5);
    private static final Terms WRITE = new Terms(Scope.BLIND_BOXES, 1);
    private static final Terms SCHEDULE = new Terms(Scope.BLIND_BOXES, 5, HttpStatus.CREATED);

    private final Calls calls;
    private final Schedules schedules;
    private final Conduct conduct;
    private final Guessing guessing;
    private final Views views;
    private final Leaderboards leaderboards;

    BlindBoxesApi(
            Calls calls,
            Schedules schedules,
            Conduct conduct,
            Guessing guessing,
            Views views,
            Leaderboards leaderboards) {
        this.calls = calls;
        this.schedules = schedules;
        this.conduct = conduct;
        this.guessing = guessing;
        this.views = views;
        this.leaderboards = leaderboards;
    }

    @Post
    @Operation(
            summary = "Schedule the blind box of an order",
            description =
                    "Scope blind-boxes. Commits to the answers and seals them; makes the room blind-box-{orderId} if there is none. The order is the key: asked again with the same content it is answered again.")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = BlindBoxBodies.NewBlindBox.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Scheduled",
            content = @Content(schema = @Schema(implementation = BlindBoxBodies.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> schedule(
            HttpRequest<?> http, Authentication who, @Body byte @Nullable [] body) {
        return calls.carryOut(
                calls.call(http, who, body),
                SCHEDULE,
                BlindBoxBodies.NewBlindBox.class,
                (request, asked) -> schedules.schedule(request, asked.command()));
    }

    @Get("/{orderId}")
    @Operation(
            summary = "A blind box, as the caller may see it now",
            description =
                    "Scope blind-boxes. What `./crema verify` checks: commitments, and salt and bytes of what is revealed.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxBodies.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> get(
            HttpRequest<?> http, Authentication who, String orderId) {
        var command = new BlindBoxCommand.Get(order(orderId));
        return calls.carryOut(
                calls.call(http, who, null), READ, request -> views.get(request, command));
    }

    @Post("/{orderId}/moves")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Open or lock the guessing, start, pause, resume, finish or abort",
            description = "Scope blind-boxes; members must be a host of the room.")
    @RequestBody(content = @Content(schema = @Schema(implementation = BlindBoxBodies.Move.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxBodies.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> move(
            HttpRequest<?> http, Authentication who, String orderId, @Body byte @Nullable [] body) {
        OrderId order = order(orderId);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                BlindBoxBodies.Move.class,
                (request, asked) -> move(request, asked.command(order)));
    }

    private CompletionStage<BlindBoxAnswer.Seen> move(Request request, BlindBoxCommand command) {
        return switch (command) {
            case BlindBoxCommand.Open open -> conduct.open(request, open);
            case BlindBoxCommand.Lock lock -> conduct.lock(request, lock);
            case BlindBoxCommand.Start start -> conduct.start(request, start);
            case BlindBoxCommand.Pause pause -> conduct.pause(request, pause);
            case BlindBoxCommand.Resume resume -> conduct.resume(request, resume);
            case BlindBoxCommand.Finish finish -> conduct.finish(request, finish);
            case BlindBoxCommand.Abort abort -> conduct.abort(request, abort);
            case BlindBoxCommand.Schedule _,
                    BlindBoxCommand.Get _,
                    BlindBoxCommand.Grant _,
                    BlindBoxCommand.Guess _,
                    BlindBoxCommand.CheckReceipt _,
                    BlindBoxCommand.HideName _,
                    BlindBoxCommand.Leaderboard _,
                    BlindBoxCommand.Replay _ ->
                    throw new IllegalArgumentException("not a move");
        };
    }

    @Post("/{orderId}/rights")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Give the right to guess",
            description = "Scope blind-boxes; at most 1,000")
    @RequestBody(content = @Content(schema = @Schema(implementation = BlindBoxBodies.Grants.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxAnswer.Granted.class)))
    CompletionStage<HttpResponse<byte[]>> grant(
            HttpRequest<?> http, Authentication who, String orderId, @Body byte @Nullable [] body) {
        OrderId order = order(orderId);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                BlindBoxBodies.Grants.class,
                (request, asked) -> guessing.grant(request, asked.command(order)));
    }

    @Post("/{orderId}/guesses")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Guess; the last one before the lock counts",
            description =
                    "Scope blind-boxes. For members and guests with the right, never for a key. Answered with a receipt.")
    @RequestBody(content = @Content(schema = @Schema(implementation = BlindBoxBodies.Guess.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxAnswer.Guessed.class)))
    CompletionStage<HttpResponse<byte[]>> guess(
            HttpRequest<?> http, Authentication who, String orderId, @Body byte @Nullable [] body) {
        OrderId order = order(orderId);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                BlindBoxBodies.Guess.class,
                (request, asked) -> guessing.guess(request, asked.command(order)));
    }

    @Post("/receipts")
    @Operation(
            summary = "Whether a receipt for a guess was signed here",
            description = "Scope blind-boxes")
    @RequestBody(
            content =
                    @Content(schema = @Schema(implementation = BlindBoxBodies.CheckReceipt.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxAnswer.Checked.class)))
    CompletionStage<HttpResponse<byte[]>> check(
            HttpRequest<?> http, Authentication who, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        return calls.carryOut(
                call,
                READ,
                _ -> guessing.check(call.read(BlindBoxBodies.CheckReceipt.class).command()));
    }

    @Get("/{orderId}/leaderboard")
    @Operation(
            summary = "Who stands where in a box",
            description =
                    "Scope blind-boxes. `from` is how many are passed over; `limit` is 1 to 200, 20 when absent.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxBodies.Leaderboard.class)))
    CompletionStage<HttpResponse<byte[]>> leaderboard(
            HttpRequest<?> http,
            Authentication who,
            String orderId,
            @QueryValue @Nullable Long from,
            @QueryValue @Nullable Integer limit) {
        var command = new BlindBoxCommand.Leaderboard(order(orderId), null, from, limit, null);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> leaderboards.leaderboard(request, command));
    }

    @Get("/boards/{board}")
    @Operation(
            summary = "Who stands where over all boxes",
            description =
                    "Scope blind-boxes. `all-time` or `season`; `from` is how many are passed over; `limit` is 1 to 200, 20 when absent.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxBodies.Leaderboard.class)))
    CompletionStage<HttpResponse<byte[]>> board(
            HttpRequest<?> http,
            Authentication who,
            String board,
            @QueryValue @Nullable Long from,
            @QueryValue @Nullable Integer limit) {
        var command = new BlindBoxCommand.Leaderboard(null, board, from, limit, null);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> leaderboards.leaderboard(request, command));
    }

    @Get("/{orderId}/replay")
    @Operation(
            summary = "What was told, page by page, with its time",
            description =
                    "Scope blind-boxes. Without the names of those who keep out. `limit` is 1 to 100, 100 when absent; `after` is `next` of the page before.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BlindBoxBodies.Replayed.class)))
    CompletionStage<HttpResponse<byte[]>> replay(
            HttpRequest<?> http,
            Authentication who,
            String orderId,
            @QueryValue @Nullable Long after,
            @QueryValue @Nullable Integer limit) {
        var command = new BlindBoxCommand.Replay(order(orderId), after, limit);
        return calls.carryOut(
                calls.call(http, who, null), READ_MUCH, request -> views.replay(request, command));
    }

    private static OrderId order(String orderId) {
        return OrderId.parse("orderId", orderId);
    }
}
