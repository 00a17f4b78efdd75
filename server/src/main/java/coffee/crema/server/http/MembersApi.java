package coffee.crema.server.http;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.Moderation;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomAnswer;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Members of rooms over HTTP: inviting, roles, and those who must go.
@Controller("/api/v1/rooms/{room}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "members")
@ApiResponse(responseCode = "200", description = "done")
public final class MembersApi {
    private final Calls calls;
    private final Memberships memberships;
    private final Moderation moderation;

    MembersApi(Calls calls, Memberships memberships, Moderation moderation) {
        this.calls = calls;
        this.memberships = memberships;
        this.moderation = moderation;
    }

    /// Gives somebody a role to come in with.
    @Post("/invitations")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Invitation.class)))
    CompletionStage<HttpResponse<byte[]>> invite(
            HttpRequest<?> http, Authentication who, String room, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        var asked = calls.body(call, Bodies.Invitation.class);
        var command =
                new RoomCommand.Invite(
                        id(room),
                        UserId.parse("user", asked.user()),
                        Role.parse("role", asked.role()));
        return carryOut(call, request -> memberships.invite(request, command));
    }

    /// Makes a member something else, at once on all devices.
    @Put("/members/{user}/role")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.RoleChange.class)))
    CompletionStage<HttpResponse<byte[]>> role(
            HttpRequest<?> http,
            Authentication who,
            String room,
            String user,
            @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        var role = Role.parse("role", calls.body(call, Bodies.RoleChange.class).role());
        var command = new RoomCommand.SetRole(id(room), user(user), role);
        return carryOut(call, request -> memberships.setRole(request, command));
    }

    /// Sends a member out.
    @Delete("/members/{user}")
    CompletionStage<HttpResponse<byte[]>> kick(
            HttpRequest<?> http, Authentication who, String room, String user) {
        var command = new RoomCommand.Kick(id(room), user(user));
        return carryOut(calls.call(http, who, null), request -> moderation.kick(request, command));
    }

    /// Sends somebody out and keeps them out.
    @Put("/bans/{user}")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Ban.class)))
    CompletionStage<HttpResponse<byte[]>> ban(
            HttpRequest<?> http,
            Authentication who,
            String room,
            String user,
            @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        var asked = calls.body(call, Bodies.Ban.class);
        var command = new RoomCommand.Ban(id(room), user(user), asked.untilMs(), asked.reason());
        return carryOut(call, request -> moderation.ban(request, command));
    }

    @Delete("/bans/{user}")
    CompletionStage<HttpResponse<byte[]>> unban(
            HttpRequest<?> http, Authentication who, String room, String user) {
        var command = new RoomCommand.Unban(id(room), user(user));
        return carryOut(calls.call(http, who, null), request -> moderation.unban(request, command));
    }

    /// Takes somebody's voice.
    @Put("/mutes/{user}")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Mute.class)))
    CompletionStage<HttpResponse<byte[]>> mute(
            HttpRequest<?> http,
            Authentication who,
            String room,
            String user,
            @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        var asked = calls.body(call, Bodies.Mute.class);
        var command = new RoomCommand.Mute(id(room), user(user), asked.untilMs());
        return carryOut(call, request -> moderation.mute(request, command));
    }

    @Delete("/mutes/{user}")
    CompletionStage<HttpResponse<byte[]>> unmute(
            HttpRequest<?> http, Authentication who, String room, String user) {
        var command = new RoomCommand.Unmute(id(room), user(user));
        return carryOut(
                calls.call(http, who, null), request -> moderation.unmute(request, command));
    }

    private CompletionStage<HttpResponse<byte[]>> carryOut(
            Calls.Call call, Function<Request, CompletionStage<RoomAnswer.Done>> work) {
        return calls.carryOut(call, 1, work);
    }

    private static RoomId id(String room) {
        return RoomId.parse("room", room);
    }

    private static UserId user(String user) {
        return UserId.parse("user", user);
    }
}
