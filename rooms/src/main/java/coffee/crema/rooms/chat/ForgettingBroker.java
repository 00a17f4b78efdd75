package coffee.crema.rooms.chat;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A broker whose past knows no deleted text.
///
/// A stream is append-only, so the event that said a message outlives the message's deletion. Everything that is read back (a member that returns, a gap, `channel.history`)
/// goes through {@link Broker#read}, and here every chat event of it is compared with the store, which is the truth: a message that is deleted is replayed in
/// its place without its text. So offsets stay whole, no epoch is renewed, and no live member hears anything of it. The text leaves the broker's memory when the stream's
/// retention ends.
///
/// **Errors.** As {@link Broker}; a read with chat in it also fails with {@link BrokerUnavailableException} when the store is away: rather nothing than what was taken back.
public final class ForgettingBroker implements Broker {
    private final Broker broker;
    private final Database database;
    private final ChatStore store;
    private final WireMapper mapper;

    public ForgettingBroker(Broker broker, Database database, ChatStore store, WireMapper mapper) {
        this.broker = broker;
        this.database = database;
        this.store = store;
        this.mapper = mapper;
    }

    @Override
    public CompletionStage<Replay> read(ChannelName channel, @Nullable Position since, int limit) {
        CompletionStage<Replay> replay = broker.read(channel, since, limit);
        Optional<RoomId> room = RoomId.ofChannel(channel);
        return room.isEmpty() ? replay : replay.thenCompose(r -> withoutDeleted(room.get(), r));
    }

    private CompletionStage<Replay> withoutDeleted(RoomId room, Replay replay) {
        Set<String> ids = new LinkedHashSet<>();
        List<@Nullable ChatMessage> messages = new ArrayList<>(replay.entries().size());
        for (Replay.Entry entry : replay.entries()) {
            @Nullable ChatMessage message = messageOf(entry.event());
            messages.add(message);
            if (message != null) {
                ids.add(message.id());
            }
        }
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(replay);
        }
        return database.read(tx -> store.deletedAmong(tx, room, ids))
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(
                                new BrokerUnavailableException(
                                        "whether messages are deleted cannot be read", failure)))
                .thenApply(deleted -> blank(replay, messages, deleted));
    }

    private Replay blank(Replay replay, List<@Nullable ChatMessage> messages, Set<String> deleted) {
        if (deleted.isEmpty()) {
            return replay;
        }
        List<Replay.Entry> entries = new ArrayList<>(replay.entries());
        for (int i = 0; i < entries.size(); i++) {
            @Nullable ChatMessage message = messages.get(i);
            if (message != null && deleted.contains(message.id())) {
                Event event = entries.get(i).event();
                byte[] json = mapper.toJson(new ChatAnswer.Said(message.blanked()));
                entries.set(
                        i,
                        new Replay.Entry(
                                entries.get(i).offset(),
                                new Event(event.name(), event.atMs(), json)));
            }
        }
        return new Replay(replay.top(), entries, replay.complete());
    }

    /// The message with text that this event carries, or null.
    private @Nullable ChatMessage messageOf(Event event) {
        boolean carriesText = event.name().equals(Chat.SAID) || event.name().equals(Chat.EDITED);
        return carriesText ? mapper.fromJson(event.json(), ChatAnswer.Said.class).message() : null;
    }

    @Override
    public CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String idempotencyKey) {
        return broker.publish(channel, event, idempotencyKey);
    }

    @Override
    public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        return broker.publishEphemeral(channel, event);
    }

    @Override
    public CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        return broker.follow(channel, listener);
    }

    @Override
    public CompletionStage<Void> unfollow(ChannelName channel) {
        return broker.unfollow(channel);
    }

    @Override
    public CompletionStage<Map<ChannelName, Position>> tops(Collection<ChannelName> channels) {
        return broker.tops(channels);
    }

    @Override
    public CompletionStage<Position> renewEpoch(ChannelName channel, String epoch) {
        return broker.renewEpoch(channel, epoch);
    }

    @Override
    public boolean available() {
        return broker.available();
    }

    @Override
    public void close() {
        broker.close();
    }
}
