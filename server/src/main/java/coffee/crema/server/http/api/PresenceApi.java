package coffee.crema.server.http.api;

import coffee.crema.presence.Presence;
import coffee.crema.realtime.UserId;
import coffee.crema.rooms.LiveRooms;
import coffee.crema.rooms.RoomId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;

/// Who is there, over HTTP.
@Controller("/api/v1/rooms/{room}/presence")
@Tag(name = "presence")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class PresenceApi {
    private static final Terms READ = new Terms(Scope.PRESENCE_READ, 1);

    private final Calls calls;
    private final LiveRooms live;
    private final Presence presence;

    PresenceApi(Calls calls, LiveRooms live, Presence presence) {
        this.calls = calls;
        this.live = live;
        this.presence = presence;
    }

    @Get
    @Operation(summary = "Who is in the room now", description = "Scope presence:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.People.class)))
    CompletionStage<HttpResponse<byte[]>> people(
            HttpRequest<?> http, Authentication who, String room) {
        RoomId id = RoomId.parse("room", room);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request ->
                        live.mayRead(request, id.channel()).thenCompose(_ -> presence.people(id)));
    }

    @Get("/{user}")
    @Operation(
            summary = "Whether somebody is in the room now, and when they were last in any",
            description = "Scope presence:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.LastSeen.class)))
    CompletionStage<HttpResponse<byte[]>> lastSeen(
            HttpRequest<?> http, Authentication who, String room, String user) {
        RoomId id = RoomId.parse("room", room);
        UserId target = UserId.parse("user", user);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request ->
                        live.mayRead(request, id.channel())
                                .thenCompose(_ -> presence.lastSeen(id, target)));
    }
}
