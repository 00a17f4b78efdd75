package coffee.crema.server.http;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.ChannelOwners;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.RejectedException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Events from back ends. With an `Idempotency-Key`, a call that is repeated within 5 minutes publishes nothing and answers the first position.
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "events")
@ApiResponse(
        responseCode = "200",
        content = @Content(schema = @Schema(implementation = Bodies.Published.class)))
public final class EventsApi {
    private static final Pattern NAME = Pattern.compile("app\\.[a-z0-9.-]{1,60}");

    private final Calls calls;
    private final ChannelOwners owners;
    private final Hub hub;
    private final Events events;

    EventsApi(Calls calls, ChannelOwners owners, Hub hub, Events events) {
        this.calls = calls;
        this.owners = owners;
        this.hub = hub;
        this.events = events;
    }

    /// To everyone who follows the channel.
    @Post("/channels/{channel}/events")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewEvent.class)))
    CompletionStage<HttpResponse<byte[]>> toChannel(
            HttpRequest<?> http, Authentication who, String channel, @Body byte @Nullable [] body) {
        return publish(calls.call(http, who, body), ChannelName.parse("channel", channel));
    }

    /// To all devices of one user.
    @Post("/users/{user}/events")
    @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewEvent.class)))
    CompletionStage<HttpResponse<byte[]>> toUser(
            HttpRequest<?> http, Authentication who, String user, @Body byte @Nullable [] body) {
        return publish(calls.call(http, who, body), ChannelName.ofUser(UserId.parse("user", user)));
    }

    private CompletionStage<HttpResponse<byte[]>> publish(Calls.Call call, ChannelName channel) {
        var asked = calls.body(call, Bodies.NewEvent.class);
        if (!NAME.matcher(asked.event()).matches()) {
            throw RejectedException.invalid("event", "app. and 1 to 60 of a-z 0-9 . -");
        }
        if (!asked.data().isObject()) {
            throw RejectedException.invalid("data", "must be an object");
        }
        Event event = events.event(asked.event(), asked.data());
        boolean ephemeral = Boolean.TRUE.equals(asked.ephemeral());
        return calls.carryOut(
                call,
                1,
                request ->
                        owners.of(channel)
                                .mayPublish(request, channel)
                                .thenCompose(allowed ->
                                        ephemeral
                                                ? passing(channel, event)
                                                : kept(call, request, channel, event)));
    }

    private CompletionStage<Bodies.Published> passing(ChannelName channel, Event event) {
        return hub.publishEphemeral(channel, event)
                .thenApply(sent -> new Bodies.Published(null, null));
    }

    private CompletionStage<Bodies.Published> kept(
            Calls.Call call, Request request, ChannelName channel, Event event) {
        String key = call.key().map(given -> brokerKey(request, given)).orElse(null);
        return hub.publish(channel, event, key)
                .thenApply(at -> new Bodies.Published(at.epoch(), at.offset()));
    }

    /// Of bounded length, and nobody else's.
    private static String brokerKey(Request request, String given) {
        String owned = request.principal().user() + "\n" + given;
        return "http/" + UUID.nameUUIDFromBytes(owned.getBytes(StandardCharsets.UTF_8));
    }
}
