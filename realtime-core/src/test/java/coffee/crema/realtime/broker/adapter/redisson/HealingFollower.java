package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows a channel as the port asks for: compares positions, and reads what is missing.
final class HealingFollower implements BrokerListener {
    private static final int PAGE = 500;

    private final Broker broker;
    private final ChannelName channel;
    // Guarded by this.
    private final Set<Position> known = new HashSet<>();
    private final Map<String, Long> snapshots = new HashMap<>();
    private @Nullable Position position;
    private boolean reading;
    private int live;
    private int interruptions;

    private HealingFollower(Broker broker, ChannelName channel) {
        this.broker = broker;
        this.channel = channel;
    }

    static HealingFollower follow(Broker broker, ChannelName channel, Scheduler scheduler) {
        var follower = new HealingFollower(broker, channel);
        follower.reach(broker.follow(channel, follower).toCompletableFuture().join());
        scheduler.every(Duration.ofMillis(500), follower::heal);
        return follower;
    }

    @Override
    public synchronized void appended(ChannelName name, Position at, Event event) {
        live++;
        if (position != null && position.sameEpoch(at) && at.offset() == position.offset() + 1) {
            known.add(at);
            position = at;
        } else {
            heal();
        }
    }

    @Override
    public void ephemeral(ChannelName name, Event event) {}

    @Override
    public synchronized void interrupted(ChannelName name) {
        interruptions++;
        heal();
    }

    synchronized boolean knows(Position at) {
        return known.contains(at) || at.offset() <= snapshots.getOrDefault(at.epoch(), 0L);
    }

    synchronized String epoch() {
        return position == null ? "" : position.epoch();
    }

    synchronized int live() {
        return live;
    }

    synchronized int interruptions() {
        return interruptions;
    }

    private synchronized void heal() {
        if (reading || position == null) {
            return;
        }
        reading = true;
        broker.read(channel, position, PAGE).whenComplete(this::healed);
    }

    private synchronized void healed(@Nullable Replay replay, @Nullable Throwable failure) {
        reading = false;
        if (replay == null) {
            return;
        }
        if (!replay.complete()) {
            // Here a member gets a snapshot, which holds all that happened up to this position.
            snapshots.put(replay.top().epoch(), replay.top().offset());
            reach(replay.top());
            return;
        }
        for (Replay.Entry entry : replay.entries()) {
            reach(new Position(replay.top().epoch(), entry.offset()));
        }
        if (!replay.top().equals(position)) {
            heal();
        }
    }

    private synchronized void reach(Position at) {
        known.add(at);
        position = at;
    }
}
