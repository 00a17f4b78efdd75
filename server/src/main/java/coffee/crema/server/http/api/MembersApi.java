package coffee.crema.server.http.api;

import coffee.crema.realtime.UserId;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.Moderation;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
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

/// Members of rooms over HTTP: inviting, roles, and those who must go.
@Controller("/api/v1/rooms/{room}")
@Tag(name = "members")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class MembersApi {
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);
    private static final Terms MODERATE = new Terms(Scope.MODERATE, 1);

    private final Calls calls;
    private final Memberships memberships;
    private final Moderation moderation;

    MembersApi(Calls calls, Memberships memberships, Moderation moderation) {
        this.calls = calls;
        this.memberships = memberships;
        this.moderation = moderation;
    }

    @Post("/invitations")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Give somebody a role to come in with", description = "Scope rooms:write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Invitation.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> invite(
            HttpRequest<?> http, Authentication who, String room, @Body byte @Nullable [] body) {
        RoomId id = id(room);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                Bodies.Invitation.class,
                (request, asked) -> memberships.invite(request, asked.command(id)));
    }

    @Put("/members/{user}/role")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Make a member something else, at once on all devices",
            description = "Scope rooms:write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.RoleChange.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> role(
            HttpRequest<?> http,
            Authentication who,
            String room,
            String user,
            @Body byte @Nullable [] body) {
        RoomId id = id(room);
        UserId target = user(user);
        return calls.carryOut(
                calls.call(http, who, body),
                WRITE,
                Bodies.RoleChange.class,
                (request, asked) -> memberships.setRole(request, asked.command(id, target)));
    }

    @Delete("/members/{user}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Send a member out", description = "Scope moderate")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> kick(
            HttpRequest<?> http, Authentication who, String room, String user) {
        var command = new RoomCommand.Kick(id(room), user(user));
        return calls.carryOut(
                calls.call(http, who, null),
                MODERATE,
                request -> moderation.kick(request, command));
    }

    @Put("/bans/{user}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Send somebody out and keep them out", description = "Scope moderate")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Ban.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> ban(
            HttpRequest<?> http,
            Authentication who,
            String room,
            String user,
            @Body byte @Nullable [] body) {
        RoomId id = id(room);
        UserId target = user(user);
        return calls.carryOut(
                calls.call(http, who, body),
                MODERATE,
                Bodies.Ban.class,
                (request, asked) -> moderation.ban(request, asked.command(id, target)));
    }

    @Delete("/bans/{user}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Let somebody come again", description = "Scope moderate")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> unban(
            HttpRequest<?> http, Authentication who, String room, String user) {
        var command = new RoomCommand.Unban(id(room), user(user));
        return calls.carryOut(
                calls.call(http, who, null),
                MODERATE,
                request -> moderation.unban(request, command));
    }

    @Put("/mutes/{user}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Take somebody's voice", description = "Scope moderate")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Mute.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> mute(
            HttpRequest<?> http,
            Authentication who,
            String room,
            String user,
            @Body byte @Nullable [] body) {
        RoomId id = id(room);
        UserId target = user(user);
        return calls.carryOut(
                calls.call(http, who, body),
                MODERATE,
                Bodies.Mute.class,
                (request, asked) -> moderation.mute(request, asked.command(id, target)));
    }

    @Delete("/mutes/{user}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(summary = "Give the voice back", description = "Scope moderate")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> unmute(
            HttpRequest<?> http, Authentication who, String room, String user) {
        var command = new RoomCommand.Unmute(id(room), user(user));
        return calls.carryOut(
                calls.call(http, who, null),
                MODERATE,
                request -> moderation.unmute(request, command));
    }

    private static RoomId id(String room) {
        return RoomId.parse("room", room);
    }

    private static UserId user(String user) {
        return UserId.parse("user", user);
    }
}
