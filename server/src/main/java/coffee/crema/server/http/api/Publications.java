package coffee.crema.server.http.api;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.connection.ChannelOwners;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Publishes for callers without a socket.
///
/// With a key, two memories work together: the store's record of the key refuses the same key with another content, for as long as records are kept; the broker, which knows the key for
/// 5 minutes, appends once and answers the first position. After that, or when Redis was lost, the same call publishes anew.
@Singleton
final class Publications {
    private static final Pattern NAME = Pattern.compile("app\\.[a-z0-9.-]{1,60}");

    private final ChannelOwners owners;
    private final Hub hub;
    private final Events events;
    private final WireMapper mapper;

    Publications(ChannelOwners owners, Hub hub, Events events, WireMapper mapper) {
        this.owners = owners;
        this.hub = hub;
        this.events = events;
        this.mapper = mapper;
    }

    /// What the store records under a key: that it was used, for this content.
    record Claim() {}

    CompletionStage<Bodies.Published> publish(
            Request request, Optional<String> key, ChannelName channel, Bodies.NewEvent asked) {
        if (!NAME.matcher(asked.event()).matches()) {
            throw RejectedException.invalid("event", "app. and 1 to 60 of a-z 0-9 . -");
        }
        if (!asked.data().isObject()) {
            throw RejectedException.invalid("data", "must be an object");
        }
        Event event = events.event(asked.event(), asked.data());
        boolean ephemeral = Boolean.TRUE.equals(asked.ephemeral());
        return owners.of(channel)
                .mayPublish(request, channel)
                .thenCompose(_ ->
                        ephemeral ? passing(channel, event) : kept(request, key, channel, event));
    }

    private CompletionStage<Bodies.Published> passing(ChannelName channel, Event event) {
        return hub.publishEphemeral(channel, event)
                .thenApply(_ -> new Bodies.Published(null, null));
    }

    private CompletionStage<Bodies.Published> kept(
            Request request, Optional<String> key, ChannelName channel, Event event) {
        var published =
                key.isEmpty()
                        ? hub.publish(channel, event, null)
                        : claim(request, channel)
                                .thenCompose(_ ->
                                        hub.publish(channel, event, brokerKey(request, key.get())));
        return published.thenApply(at -> new Bodies.Published(at.epoch(), at.offset()));
    }

    private CompletionStage<Claim> claim(Request request, ChannelName channel) {
        return request.durably(channel.value(), Claim.class, _ -> new Claim());
    }

    /// Of bounded length, and nobody else's.
    private String brokerKey(Request request, String key) {
        return "http/" + mapper.digest("publish", List.of(request.principal().user().value(), key));
    }
}
