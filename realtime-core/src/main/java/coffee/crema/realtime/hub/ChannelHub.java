package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The hub of a node, over any {@link Broker}.
///
/// A publish costs one hop into the channel's turn and one {@link Fanout#deliver}, however many members there are. Members that come back are served from the channel's
/// ring of newest events; what lies before it is read from the broker once for all who ask.
public final class ChannelHub implements Hub, AutoCloseable {

    private record Observing(String prefix, ChannelObserver observer) {}

    private final HubParts parts;
    private final ConcurrentHashMap<ChannelName, Feed> feeds = new ConcurrentHashMap<>();
    private final List<Observing> observing = new CopyOnWriteArrayList<>();
    private final TopWatch watch;
    private final FeedOwner owner = new Index();

    /// The channels of each member; the lists are not changed but replaced.
    private final ConcurrentHashMap<Connection, List<ChannelName>> followed =
            new ConcurrentHashMap<>();

    /// @param executor runs the turns: a small pool; tasks are short and do no I/O
    /// @param random for jitter; shared by threads
    public ChannelHub(
            Broker broker,
            Fanout.Factory fanouts,
            Scheduler time,
            Executor executor,
            RandomGenerator random,
            HubOptions options,
            MeterRegistry meters) {
        this.parts = new HubParts(broker, fanouts, time, executor, random, options, meters);
        this.watch = new TopWatch(parts, feeds.values());
        Gauge.builder("crema.hub.channels", feeds, Map::size).register(meters);
        Gauge.builder("crema.hub.members", followed, Map::size).register(meters);
        Gauge.builder("crema.hub.ring.bytes", parts.ringBytes, AtomicLong::get).register(meters);
        Gauge.builder("crema.hub.mailbox.waiting", this, ChannelHub::waiting).register(meters);
        Gauge.builder("crema.hub.mailbox.longest", this, ChannelHub::longest).register(meters);
        watch.begin();
    }

    @Override
    public CompletionStage<Attachment> attach(
            Connection member,
            ChannelName channel,
            @Nullable Position since,
            SnapshotSource snapshots) {
        int most = parts.options.channelsPerMemberMax();
        if (!enroll(member, channel, most)) {
            return CompletableFuture.failedStage(Refusals.tooManyChannels(most));
        }
        Feed feed = expected(channel);
        var subscriber = new Subscriber(member, since, snapshots, feed);
        feed.attach(subscriber);
        return subscriber.promise;
    }

    @Override
    public CompletionStage<Position> watch(ChannelName channel) {
        return expected(channel).watch();
    }

    @Override
    public void unwatch(ChannelName channel) {
        Feed feed = feeds.get(channel);
        if (feed != null) {
            feed.unwatch();
        }
    }

    /// The channel's feed, which stays until the one who is expected has come.
    private Feed expected(ChannelName channel) {
        return feeds.compute(
                channel,
                (name, known) -> {
                    Feed found = known == null ? begin(name) : known;
                    found.expect();
                    return found;
                });
    }

    private Feed begin(ChannelName channel) {
        List<ChannelObserver> observers =
                observing.stream()
                        .filter(one -> channel.value().startsWith(one.prefix))
                        .map(Observing::observer)
                        .toList();
        return new Feed(channel, parts, owner, observers);
    }

    @Override
    public Set<ChannelName> channelsOf(Connection member) {
        List<ChannelName> channels = followed.get(member);
        return channels == null ? Set.of() : Set.copyOf(channels);
    }

    @Override
    public void detach(Connection member, ChannelName channel) {
        owner.forget(member, channel);
        leave(member, channel);
    }

    @Override
    public void detachAll(Connection member) {
        List<ChannelName> channels = followed.remove(member);
        if (channels != null) {
            channels.forEach(channel -> leave(member, channel));
        }
    }

    private void leave(Connection member, ChannelName channel) {
        Feed feed = feeds.get(channel);
        if (feed != null) {
            feed.detach(member);
        }
    }

    @Override
    public CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String idempotencyKey) {
        return parts.broker.publish(channel, event, idempotencyKey);
    }

    @Override
    public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        if (!parts.broker.available()) {
            toOwnMembers(channel, event);
            return CompletableFuture.completedStage(null);
        }
        return parts.broker
                .publishEphemeral(channel, event)
                .exceptionally(error -> {
                    Throwable cause =
                            error instanceof CompletionException && error.getCause() != null
                                    ? error.getCause()
                                    : error;
                    if (!(cause instanceof BrokerUnavailableException)) {
                        throw new CompletionException(cause);
                    }
                    toOwnMembers(channel, event);
                    return null;
                });
    }

    private void toOwnMembers(ChannelName channel, Event event) {
        parts.meters.ephemeralsLocal.increment();
        Feed feed = feeds.get(channel);
        if (feed != null) {
            feed.ephemeral(channel, event);
        }
    }

    @Override
    public void inTurn(ChannelName channel, Consumer<Turn> task) {
        Feed feed = feeds.get(channel);
        if (feed != null) {
            feed.inTurn(task);
        }
    }

    @Override
    public void observe(String prefix, ChannelObserver observer) {
        observing.add(new Observing(prefix, observer));
    }

    /// Ends the comparisons. Members and follows are left to whoever closes the sockets and the broker.
    @Override
    public void close() {
        watch.close();
    }

    private long waiting() {
        return feeds.values().stream().mapToLong(Feed::waiting).sum();
    }

    private long longest() {
        return feeds.values().stream().mapToLong(Feed::waiting).max().orElse(0);
    }

    /// @return false when the member follows `most` channels already
    private boolean enroll(Connection member, ChannelName channel, int most) {
        List<ChannelName> now =
                followed.compute(
                        member,
                        (one, before) -> {
                            if (before == null) {
                                return List.of(channel);
                            }
                            if (before.contains(channel) || before.size() >= most) {
                                return before;
                            }
                            var more = new ArrayList<>(before);
                            more.add(channel);
                            return List.copyOf(more);
                        });
        return now.contains(channel);
    }

    /// Who follows what, as feeds see it in their turns.
    private final class Index implements FeedOwner {

        /// Noted first, then looked: a member that closes meanwhile is either found here or finds itself noted.
        @Override
        public boolean enroll(Connection member, ChannelName channel) {
            return ChannelHub.this.enroll(member, channel, Integer.MAX_VALUE) && member.isOpen();
        }

        @Override
        public void forget(Connection member, ChannelName channel) {
            followed.computeIfPresent(
                    member,
                    (one, before) -> {
                        List<ChannelName> left =
                                before.stream().filter(name -> !name.equals(channel)).toList();
                        return left.isEmpty() ? null : left;
                    });
        }

        @Override
        public boolean retire(Feed feed) {
            return feeds.computeIfPresent(
                            feed.channel, (name, known) -> known.expects() ? known : null)
                    == null;
        }
    }
}
