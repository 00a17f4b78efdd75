package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.ChannelOwner;
import coffee.crema.realtime.connection.ChannelOwners;
import coffee.crema.realtime.connection.CommandContext;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.ConnectionCommand.Since;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.hub.ChannelAnswer.Moved;
import coffee.crema.realtime.hub.ChannelAnswer.PastEvents;
import coffee.crema.realtime.hub.ChannelAnswer.Published;
import coffee.crema.realtime.hub.ChannelAnswer.Subscribed;
import coffee.crema.realtime.hub.ChannelAnswer.Unsubscribed;
import coffee.crema.realtime.hub.ChannelCommand.History;
import coffee.crema.realtime.hub.ChannelCommand.Publish;
import coffee.crema.realtime.hub.ChannelCommand.Subscribe;
import coffee.crema.realtime.hub.ChannelCommand.Unsubscribe;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.ServerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// The commands that work on every channel; its owner decides who may.
public final class ChannelCommands implements Feature {
    private static final Pattern APP_EVENT = Pattern.compile("app\\.[a-z0-9.-]{1,60}");
    private static final int SUBSCRIBE_COST = 1;
    private static final int PUBLISH_COST = 1;

    /// What reading the past costs, at every door.
    public static final int HISTORY_COST = 5;

    private final Hub hub;
    private final ChannelPast past;
    private final Events events;
    private final UserChannels userChannels;
    private final ChannelOwners owners;

    /// @param others all other features, for the channels that they own
    public ChannelCommands(
            Hub hub, Broker broker, Events events, Collection<? extends Feature> others) {
        this.hub = hub;
        this.past = new ChannelPast(broker);
        this.events = events;
        this.userChannels = new UserChannels(hub);
        List<ChannelOwner> all = new ArrayList<>();
        others.forEach(feature -> all.addAll(feature.channelOwners()));
        all.add(userChannels);
        this.owners = new ChannelOwners(all);
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>(
                        "channel.subscribe", Subscribe.class, SUBSCRIBE_COST, this::subscribe),
                new CommandType<>("channel.unsubscribe", Unsubscribe.class, 0, this::unsubscribe),
                new CommandType<>("channel.publish", Publish.class, PUBLISH_COST, this::publish),
                new CommandType<>("channel.history", History.class, HISTORY_COST, this::history));
    }

    @Override
    public List<ChannelOwner> channelOwners() {
        return List.of(userChannels);
    }

    /// A token that lists less takes channels away at once.
    @Override
    public void refreshed(Connection connection) {
        for (ChannelName channel : connection.channels()) {
            if (owners.of(channel) == userChannels
                    && !userChannels.opens(connection.principal(), channel)) {
                hub.detach(connection, channel);
                connection.send(new ServerMessage.Notice("moved", new Moved(channel, "denied")));
            }
        }
    }

    private CompletionStage<Subscribed> subscribe(CommandContext context, Subscribe command) {
        Position since = new Since(command.epoch(), command.offset()).position("data");
        return owners.of(command.channel())
                .follow(context.connection(), command.channel(), since)
                .thenApply(attachment -> subscribed(context, command.channel(), attachment));
    }

    private static Subscribed subscribed(
            CommandContext context, ChannelName channel, Attachment attachment) {
        context.afterAnswer(attachment::start);
        Position position = attachment.position();
        return new Subscribed(channel, attachment.recovered(), position.epoch(), position.offset());
    }

    private CompletionStage<Unsubscribed> unsubscribe(CommandContext context, Unsubscribe command) {
        owners.of(command.channel()).unfollow(context.connection(), command.channel());
        return CompletableFuture.completedStage(new Unsubscribed());
    }

    private CompletionStage<Published> publish(CommandContext context, Publish command) {
        if (!APP_EVENT.matcher(command.event()).matches()) {
            throw RejectedException.invalid("data.event", "app. and 1 to 60 of a-z 0-9 . -");
        }
        if (!command.data().isObject()) {
            throw RejectedException.invalid("data.data", "must be an object");
        }
        Event event = events.event(command.event(), command.data());
        return owners.of(command.channel())
                .mayPublish(context, command.channel())
                .thenCompose(_ -> publish(context, command, event));
    }

    private CompletionStage<Published> publish(
            CommandContext context, Publish command, Event event) {
        if (command.ephemeral().orElse(false)) {
            return hub.publishEphemeral(command.channel(), event)
                    .thenApply(_ -> Published.nowhere());
        }
        // A session is one user's, so this names the command over all nodes; sent again, it appends
        // nothing.
        String key = context.connection().session().value() + "/" + context.commandId();
        return hub.publish(command.channel(), event, key).thenApply(Published::at);
    }

    private CompletionStage<PastEvents> history(CommandContext context, History command) {
        return owners.of(command.channel())
                .mayRead(context, command.channel())
                .thenCompose(_ -> past.read(command));
    }
}
