package coffee.crema.server.http.api;

import coffee.crema.realtime.UserId;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.RoomAnswer;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.Rooms;
import coffee.crema.rooms.chat.Chat;
import coffee.crema.rooms.chat.ChatAnswer;
import coffee.crema.rooms.chat.ChatCommand;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
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

/// Rooms over HTTP. No call joins a room: presence needs a socket.
@Controller("/api/v1/rooms")
@Tag(name = "rooms")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class RoomsApi {
    private static final Terms CREATE = new Terms(Scope.ROOMS_WRITE, 5, HttpStatus.CREATED);
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);
    private static final Terms LIST = new Terms(Scope.ROOMS_READ, 2);
    private static final Terms READ = new Terms(Scope.ROOMS_READ, 1);
    private static final Terms MINT = new Terms(Scope.TOKENS, 1, HttpStatus.CREATED);

    private final Calls calls;
    private final Rooms rooms;
    private final Memberships memberships;
    private final Chat chat;

    RoomsApi(Calls calls, Rooms rooms, Memberships memberships, Chat chat) {
        this.calls = calls;
        this.rooms = rooms;
        this.memberships = memberships;
        this.chat = chat;
    }

    @Post
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Make a room; the caller owns it", description = "Scope rooms:write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewRoom.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Changed.class)))
    CompletionStage<HttpResponse<byte[]>> create(
            HttpRequest<?> http, Authentication who, @Body byte @Nullable [] body) {
        return calls.carryOut(
                calls.call(http, who, body),
                CREATE,
                Bodies.NewRoom.class,
                (request, asked) -> rooms.create(request, asked.command()));
    }

    @Get
    @Operation(
            summary = "Open rooms that are public or the caller's own, newest first",
            description =
                    "Scope rooms:read. `limit` is 1 to 200, 50 when absent; `after` is `next` of the page before.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Page.class)))
    CompletionStage<HttpResponse<byte[]>> list(
            HttpRequest<?> http,
            Authentication who,
            @QueryValue @Nullable String after,
            @QueryValue @Nullable Integer limit) {
        var command = new RoomCommand.List(after, limit);
        return calls.carryOut(
                calls.call(http, who, null), LIST, request -> rooms.list(request, command));
    }

    @Get("/{room}")
    @Operation(summary = "A room, and what the caller is in it", description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> get(
            HttpRequest<?> http, Authentication who, String room) {
        var command = new RoomCommand.Get(id(room));
        return calls.carryOut(
                calls.call(http, who, null), READ, request -> rooms.get(request, command));
    }

    @Patch("/{room}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Change settings", description = "Scope rooms:write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.RoomChange.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Changed.class)))
    CompletionStage<HttpResponse<byte[]>> update(
            HttpRequest<?> http, Authentication who, String room, @Body byte @Nullable [] body) {
        RoomId id = id(room);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                Bodies.RoomChange.class,
                (request, asked) -> rooms.update(request, asked.command(id)));
    }

    @Delete("/{room}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Close the room for good", description = "Scope rooms:write")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> close(
            HttpRequest<?> http, Authentication who, String room) {
        var command = new RoomCommand.Close(id(room));
        return calls.carryOut(
                calls.call(http, who, null), WRITE, request -> rooms.close(request, command));
    }

    @Get("/{room}/members")
    @Operation(
            summary = "Who belongs to the room, present or not, by user id",
            description =
                    "Scope rooms:read. `limit` is 1 to 200, 50 when absent; `after` is `next` of the page before.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Members.class)))
    CompletionStage<HttpResponse<byte[]>> members(
            HttpRequest<?> http,
            Authentication who,
            String room,
            @QueryValue @Nullable String after,
            @QueryValue @Nullable Integer limit) {
        var command =
                new RoomCommand.Members(
                        id(room), after == null ? null : UserId.parse("after", after), limit);
        return calls.carryOut(
                calls.call(http, who, null), READ, request -> rooms.members(request, command));
    }

    @Post("/{room}/guest-tokens")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "A token that opens this room in one role, for a QR code",
            description = "Scope tokens. To take a token back, ban its user.")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = Bodies.GuestTokenRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = RoomAnswer.GuestToken.class)))
    CompletionStage<HttpResponse<byte[]>> guestToken(
            HttpRequest<?> http, Authentication who, String room, @Body byte @Nullable [] body) {
        RoomId id = id(room);
        return calls.carryOut(
                calls.call(http, who, body),
                MINT,
                Bodies.GuestTokenRequest.class,
                (request, asked) -> memberships.guestToken(request, asked.command(id)));
    }

    @Get("/{room}/chat")
    @Operation(
            summary = "What was said, newest last",
            description =
                    "Scope rooms:read. `limit` is 1 to 200, 50 when absent; `before` is `next` of the page before: only messages with a smaller `seq`.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = ChatAnswer.Page.class)))
    CompletionStage<HttpResponse<byte[]>> chat(
            HttpRequest<?> http,
            Authentication who,
            String room,
            @QueryValue @Nullable Long before,
            @QueryValue @Nullable Integer limit) {
        var command = new ChatCommand.History(id(room), before, limit);
        return calls.carryOut(
                calls.call(http, who, null), READ, request -> chat.history(request, command));
    }

    private static RoomId id(String room) {
        return RoomId.parse("room", room);
    }
}
