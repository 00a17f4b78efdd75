package coffee.crema.realtime.broker.adapter.memory;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The broker of a single node. Its streams begin anew, with new epochs, whenever the node starts.
///
/// **Threading.** Calls do their work on the calling thread, under the lock of one stream; listeners are called outside of it, by whichever publisher finds
/// the channel's deliveries idle.
public final class MemoryBroker implements Broker {

    /// How long a key is remembered.
    static final Duration KEY_AGE = Duration.ofMinutes(5);

    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(30);
    private static final int READ_MAX = 1_000;

    private record Unused(ChannelName channel, long usedNanos) {}

    private final Scheduler time;
    private final MemoryBrokerLimits limits;
    private final ConcurrentHashMap<ChannelName, MemoryStream> streams = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final String life;

    /// Rises before a stream is forgotten, so that the next one of the same name differs.
    private final AtomicLong generation = new AtomicLong();

    private final AtomicLong renewals = new AtomicLong();
    private final Counter deliveriesLost;
    private final Counter channelsForgotten;
    private final Scheduler.Cancellable sweeping;
    private volatile boolean closed;

    /// @param random names the epochs of this start: must be unpredictable enough never to repeat
    public MemoryBroker(
            Scheduler time,
            RandomGenerator random,
            MemoryBrokerLimits limits,
            MeterRegistry meters) {
        this.time = time;
        this.limits = limits;
        this.life = Long.toString(random.nextLong() & Long.MAX_VALUE, Character.MAX_RADIX);
        this.deliveriesLost = meters.counter("crema.broker.memory.deliveries.lost");
        this.channelsForgotten = meters.counter("crema.broker.memory.channels.forgotten");
        Gauge.builder("crema.broker.memory.channels", streams, Map::size).register(meters);
        Gauge.builder("crema.broker.memory.bytes", bytes, AtomicLong::get).register(meters);
        this.sweeping = time.every(SWEEP_PERIOD, this::sweep);
    }

    @Override
    public CompletionStage<Position> publish(
            ChannelName channel, Event event, @Nullable String idempotencyKey) {
        return answered(channel, (stream, now) -> publish(stream, event, idempotencyKey, now));
    }

    private static Done publish(MemoryStream stream, Event event, @Nullable String key, long now) {
        Position known = key == null ? null : stream.known(key, now);
        if (known != null) {
            return new Done(known, false);
        }
        Position position = stream.append(event, key, now);
        return new Done(position, stream.deliveries.offer(position, event));
    }

    @Override
    public CompletionStage<Void> publishEphemeral(ChannelName channel, Event event) {
        if (closed) {
            return CompletableFuture.failedStage(unavailable("closed"));
        }
        MemoryStream stream = streams.get(channel);
        if (stream != null) {
            boolean run;
            synchronized (stream) {
                run = stream.deliveries.offer(null, event);
            }
            if (run) {
                stream.deliveries.run();
            }
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Position> follow(ChannelName channel, BrokerListener listener) {
        return answered(
                channel,
                (stream, now) -> {
                    stream.used(now);
                    stream.deliveries.to(listener);
                    return new Done(stream.top(), false);
                });
    }

    @Override
    public CompletionStage<Void> unfollow(ChannelName channel) {
        MemoryStream stream = streams.get(channel);
        if (stream != null) {
            synchronized (stream) {
                stream.deliveries.to(null);
                stream.used(time.nanos());
            }
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Replay> read(ChannelName channel, @Nullable Position since, int limit) {
        if (limit < 1 || limit > READ_MAX) {
            throw new IllegalArgumentException("a read asks for 1 to 1,000 events, not " + limit);
        }
        if (closed) {
            return CompletableFuture.failedStage(unavailable("closed"));
        }
        MemoryStream stream = streams.get(channel);
        if (stream == null) {
            Position top = beginning();
            boolean complete = since == null || since.equals(top);
            return CompletableFuture.completedStage(new Replay(top, List.of(), complete));
        }
        synchronized (stream) {
            return CompletableFuture.completedStage(stream.read(since, limit, time.nanos()));
        }
    }

    @Override
    public CompletionStage<Map<ChannelName, Position>> tops(Collection<ChannelName> channels) {
        if (closed) {
            return CompletableFuture.failedStage(unavailable("closed"));
        }
        var tops = HashMap.<ChannelName, Position>newHashMap(channels.size());
        for (ChannelName channel : channels) {
            MemoryStream stream = streams.get(channel);
            if (stream == null) {
                tops.put(channel, beginning());
            } else {
                synchronized (stream) {
                    tops.put(channel, stream.top());
                }
            }
        }
        return CompletableFuture.completedStage(tops);
    }

    @Override
    public CompletionStage<Position> renewEpoch(ChannelName channel, String epoch) {
        String next = life + "r" + Long.toString(renewals.incrementAndGet(), Character.MAX_RADIX);
        return answered(channel, (stream, now) -> new Done(stream.renew(epoch, next), false));
    }

    @Override
    public boolean available() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        sweeping.cancel();
    }

    /// What a call comes to.
    ///
    /// @param run whether the caller must deliver, once outside of the lock
    private record Done(Position position, boolean run) {}

    private CompletionStage<Position> answered(
            ChannelName channel, BiFunction<MemoryStream, Long, Done> work) {
        while (!closed) {
            MemoryStream stream = streams.get(channel);
            if (stream == null) {
                if (streams.size() >= limits.channelsMax() && !makeRoom()) {
                    return CompletableFuture.failedStage(unavailable("all channels in use"));
                }
                stream = streams.computeIfAbsent(channel, this::begin);
            }
            Done done;
            synchronized (stream) {
                done = stream.retired() ? null : work.apply(stream, time.nanos());
            }
            if (done != null) {
                if (done.run) {
                    stream.deliveries.run();
                }
                return CompletableFuture.completedStage(done.position);
            }
        }
        return CompletableFuture.failedStage(unavailable("closed"));
    }

    private MemoryStream begin(ChannelName channel) {
        return new MemoryStream(
                beginning().epoch(),
                limits,
                KEY_AGE.toNanos(),
                bytes,
                new Deliveries(channel, limits.deliveriesMax(), deliveriesLost),
                time.nanos());
    }

    /// Where a channel stands that was never heard of.
    private Position beginning() {
        return new Position(life + "g" + Long.toString(generation.get(), Character.MAX_RADIX), 0);
    }

    private void sweep() {
        long now = time.nanos();
        streams.forEach((channel, stream) -> {
            boolean idle;
            synchronized (stream) {
                stream.trim(now);
                idle = stream.idle(now);
            }
            if (idle) {
                forget(channel);
            }
        });
    }

    /// Forgets a sixteenth of what may be kept, the longest unused first.
    ///
    /// @return false when every channel is followed
    private boolean makeRoom() {
        var unused =
                streams.entrySet().stream()
                        .filter(entry -> !entry.getValue().deliveries.listened())
                        .map(entry -> new Unused(entry.getKey(), entry.getValue().usedNanos()))
                        .sorted(Comparator.comparingLong(Unused::usedNanos))
                        .limit(Math.max(1, limits.channelsMax() / 16))
                        .toList();
        unused.forEach(one -> forget(one.channel));
        return !unused.isEmpty();
    }

    private void forget(ChannelName channel) {
        streams.computeIfPresent(
                channel,
                (name, stream) -> {
                    synchronized (stream) {
                        if (stream.deliveries.listened()) {
                            return stream;
                        }
                        generation.incrementAndGet();
                        channelsForgotten.increment();
                        stream.retire();
                        return null;
                    }
                });
    }

    private static BrokerUnavailableException unavailable(String why) {
        return new BrokerUnavailableException(
                "the memory broker cannot answer: " + why, new IllegalStateException(why));
    }
}
