package coffee.crema.server.http.api;

import coffee.crema.rooms.Invitations;
import coffee.crema.rooms.RoomAnswer;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
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

/// Invitations that many take, and those who take them.
@Controller("/api/v1")
@Tag(name = "guests")
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class GuestsApi {
    private static final Terms MINT = new Terms(Scope.TOKENS, 1, HttpStatus.CREATED);
    private static final Terms REVOKE = new Terms(Scope.TOKENS, 1);

    private final Calls calls;
    private final Invitations invitations;
    private final ArrivalLimit limit;

    GuestsApi(Calls calls, Invitations invitations, ArrivalLimit limit) {
        this.calls = calls;
        this.invitations = invitations;
        this.limit = limit;
    }

    @Post("/rooms/{room}/guest-invitations")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "An invitation to this room in one role, for a QR code that many scan",
            description =
                    "Scope tokens. It opens nothing by itself: each who takes it at /api/v1/guests becomes a guest of its own.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = Bodies.GuestInvitationRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Invitation.class)))
    CompletionStage<HttpResponse<byte[]>> make(
            HttpRequest<?> http, Authentication who, String room, @Body byte @Nullable [] body) {
        RoomId id = RoomId.parse("room", room);
        return calls.carryOut(
                calls.call(http, who, body),
                MINT,
                Bodies.GuestInvitationRequest.class,
                (request, asked) -> invitations.make(request, asked.command(id)));
    }

    @Delete("/rooms/{room}/guest-invitations")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Take all invitations of this kind back; the guests stay",
            description = "Scope tokens")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Done.class)))
    CompletionStage<HttpResponse<byte[]>> revoke(
            HttpRequest<?> http, Authentication who, String room) {
        var command = new RoomCommand.RevokeInvitations(RoomId.parse("room", room));
        return calls.carryOut(
                calls.call(http, who, null),
                REVOKE,
                request -> invitations.revoke(request, command));
    }

    @Post("/guests")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Operation(
            summary = "Take an invitation, and be a guest",
            description =
                    "Scope none, and no token: whoever has the invitation. Limited by address: 429 says in `Retry-After` when to come back. "
                            + "`token_expired` also stands for an invitation that was taken back.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Arrival.class)))
    @ApiResponse(
            responseCode = "201",
            description = "A guest, with a token for the room",
            content = @Content(schema = @Schema(implementation = RoomAnswer.Guest.class)))
    CompletionStage<HttpResponse<byte[]>> arrive(
            HttpRequest<?> http, @Body byte @Nullable [] body) {
        return limit.take(http)
                .thenCompose(_ -> {
                    var arrival = calls.readOpen(http, body, Bodies.Arrival.class);
                    return invitations.accept(arrival.invitation(), arrival.name());
                })
                .thenApply(guest -> calls.json(HttpStatus.CREATED, guest));
    }
}
