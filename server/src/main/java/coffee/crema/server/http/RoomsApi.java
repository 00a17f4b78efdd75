package coffee.crema.server.http;

import coffee.crema.presence.Presence;
import coffee.crema.realtime.UserId;
import coffee.crema.rooms.LiveRooms;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomAnswer;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.Rooms;
import coffee.crema.rooms.Visibility;
import coffee.crema.rooms.chat.Chat;
import coffee.crema.rooms.chat.ChatAnswer;
import coffee.crema.rooms.chat.ChatCommand;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Rooms over HTTP.
@Controller("/api/v1/rooms")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "rooms")
public final class RoomsApi {
    private static final int CREATE_COST = 5;
    private static final int LIST_COST = 2;

    private final Calls calls;
    private final Rooms rooms;
    private final Memberships memberships;
    private final LiveRooms live;
    private final Chat chat;
    private final Presence presence;

    RoomsApi(
            Calls calls,
            Rooms rooms,
            Memberships memberships,
            LiveRooms live,
            Chat chat,
            Presence presence) {
        this.calls = calls;
        this.rooms = rooms;
        this.memberships = memberships;
        this.live = live;
        this.chat = chat;
        this.presence = presence;
    }

    /// Makes a room; the caller owns it.
    @Post
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewRoom.class)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Changed.class)))
    CompletionStage<HttpResponse<byte[]>> create(
            HttpRequest<?> http, Authentication who, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        var asked = calls.body(call, Bodies.NewRoom.class);
        var command =
                new RoomCommand.Create(
                        RoomType.parse("type", asked.type()),
                        asked.title(),
                        visibility(asked.visibility()),
                        asked.capacity(),
                        asked.slowModeMs(),
                        asked.id() == null ? null : RoomId.parse("id", asked.id()));
        return calls.carryOut(call, CREATE_COST, request -> rooms.create(request, command));
    }

    /// Public rooms and one's own, newest first.
    @Get
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Page.class)))
    CompletionStage<HttpResponse<byte[]>> list(
            HttpRequest<?> http,
            Authentication who,
            @QueryValue @Nullable String after,
            @QueryValue @Nullable Integer limit) {
        var command = new RoomCommand.List(after, limit);
        return calls.carryOut(
                calls.call(http, who, null), LIST_COST, request -> rooms.list(request, command));
    }

    /// A room, and what the caller is in it.
    @Get("/{room}")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> get(
            HttpRequest<?> http, Authentication who, String room) {
        var command = new RoomCommand.Get(id(room));
        return calls.carryOut(
                calls.call(http, who, null), 1, request -> rooms.get(request, command));
    }

    /// Changes settings.
    @Patch("/{room}")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.RoomChange.class)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Changed.class)))
    CompletionStage<HttpResponse<byte[]>> update(
            HttpRequest<?> http, Authentication who, String room, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        var asked = calls.body(call, Bodies.RoomChange.class);
        var command =
                new RoomCommand.Update(
                        id(room),
                        asked.title(),
                        visibility(asked.visibility()),
                        asked.capacity(),
                        asked.slowModeMs());
        return calls.carryOut(call, 1, request -> rooms.update(request, command));
    }

    /// Closes the room for good.
    @Delete("/{room}")
    @ApiResponse(responseCode = "200", description = "closed")
    CompletionStage<HttpResponse<byte[]>> close(
            HttpRequest<?> http, Authentication who, String room) {
        var command = new RoomCommand.Close(id(room));
        return calls.carryOut(
                calls.call(http, who, null), 1, request -> rooms.close(request, command));
    }

    /// Who belongs to the room, present or not.
    @Get("/{room}/members")
    @ApiResponse(
            responseCode = "200",
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
                calls.call(http, who, null), 1, request -> rooms.members(request, command));
    }

    /// A token that opens this room in one role, for a QR code.
    @Post("/{room}/guest-tokens")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = Bodies.GuestTokenRequest.class)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RoomAnswer.GuestToken.class)))
    CompletionStage<HttpResponse<byte[]>> guestToken(
            HttpRequest<?> http, Authentication who, String room, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        var asked = calls.body(call, Bodies.GuestTokenRequest.class);
        var command =
                new RoomCommand.GuestToken(
                        id(room),
                        Role.parse("role", asked.role()),
                        asked.name(),
                        asked.ttlSeconds());
        return calls.carryOut(call, 1, request -> memberships.guestToken(request, command));
    }

    /// Who is here now.
    @Get("/{room}/presence")
    @ApiResponse(responseCode = "200", description = "count, and people up to 200")
    CompletionStage<HttpResponse<byte[]>> presence(
            HttpRequest<?> http, Authentication who, String room) {
        RoomId id = id(room);
        return calls.carryOut(
                calls.call(http, who, null),
                1,
                request ->
                        live.mayRead(request, id.channel())
                                .thenCompose(allowed -> presence.people(id)));
    }

    /// What was said, newest last.
    @Get("/{room}/chat")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ChatAnswer.Page.class)))
    CompletionStage<HttpResponse<byte[]>> chat(
            HttpRequest<?> http,
            Authentication who,
            String room,
            @QueryValue @Nullable Long before,
            @QueryValue @Nullable Integer limit) {
        var command = new ChatCommand.History(id(room), before, limit);
        return calls.carryOut(
                calls.call(http, who, null), 1, request -> chat.history(request, command));
    }

    private static RoomId id(String room) {
        return RoomId.parse("room", room);
    }

    private static @Nullable Visibility visibility(@Nullable String asked) {
        return asked == null ? null : Visibility.parse("visibility", asked);
    }
}
