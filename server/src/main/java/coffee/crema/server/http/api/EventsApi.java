package coffee.crema.server.http.api;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.connection.ChannelOwners;
import coffee.crema.realtime.hub.ChannelCommand;
import coffee.crema.realtime.hub.ChannelCommands;
import coffee.crema.realtime.hub.ChannelPast;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Call;
import coffee.crema.server.http.api.Calls.Terms;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Events of channels over HTTP: published by back ends, read again by whoever may follow.
@Controller("/api/v1")
@Tag(name = "events")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class EventsApi {
    private static final Terms PUBLISH = new Terms(Scope.PUBLISH, 1);
    private static final Terms HISTORY = new Terms(Scope.ROOMS_READ, ChannelCommands.HISTORY_COST);
    private static final String ONCE =
            " With an Idempotency-Key the event is appended once; a repetition within 5 minutes is answered with its position, and a later one publishes anew.";

    private final Calls calls;
    private final ChannelOwners owners;
    private final Publications publications;
    private final ChannelPast past;

    EventsApi(Calls calls, ChannelOwners owners, Publications publications, Broker broker) {
        this.calls = calls;
        this.owners = owners;
        this.publications = publications;
        this.past = new ChannelPast(broker);
    }

    @Post("/channels/{channel}/events")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Publish to everyone who follows the channel",
            description =
                    "Scope publish; members need the permission `publish` in the room." + ONCE)
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewEvent.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Published.class)))
    CompletionStage<HttpResponse<byte[]>> toChannel(
            HttpRequest<?> http, Authentication who, String channel, @Body byte @Nullable [] body) {
        return publish(calls.call(http, who, body), ChannelName.parse("channel", channel));
    }

    @Post("/users/{user}/events")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Publish to all devices of one user",
            description = "Scope publish." + ONCE)
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewEvent.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.Published.class)))
    CompletionStage<HttpResponse<byte[]>> toUser(
            HttpRequest<?> http, Authentication who, String user, @Body byte @Nullable [] body) {
        return publish(calls.call(http, who, body), ChannelName.ofUser(UserId.parse("user", user)));
    }

    private CompletionStage<HttpResponse<byte[]>> publish(Call call, ChannelName channel) {
        return calls.carryOut(
                call,
                PUBLISH,
                request ->
                        publications.publish(
                                request, call.key(), channel, call.read(Bodies.NewEvent.class)));
    }

    @Get("/channels/{channel}/events")
    @Operation(
            summary = "What came after an offset",
            description =
                    "Scope rooms:read. `epoch` is the stream's present one when absent; `offset` is 0 when absent; `limit` is 1 to 200, 100 when absent.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = Bodies.PastEvents.class)))
    CompletionStage<HttpResponse<byte[]>> history(
            HttpRequest<?> http,
            Authentication who,
            String channel,
            @QueryValue @Nullable String epoch,
            @QueryValue @Nullable Long offset,
            @QueryValue @Nullable Integer limit) {
        var name = ChannelName.parse("channel", channel);
        var asked =
                new ChannelCommand.History(
                        name,
                        Optional.ofNullable(epoch),
                        offset == null ? 0 : offset,
                        limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
        return calls.carryOut(
                calls.call(http, who, null),
                HISTORY,
                request ->
                        owners.of(name).mayRead(request, name).thenCompose(_ -> past.read(asked)));
    }
}
