package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The members of one channel on this node, and the features that observe it: what a turn can reach. In the channel's turn only.
final class Roster implements Hub.Turn {

    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private final ChannelName channel;
    private final HubMeters meters;
    private final Fanout fanout;
    private final FeedStream stream;
    private final Past past;
    private final ChannelObserver[] observers;

    /// In the order of their coming.
    private final LinkedHashMap<Connection, Subscriber> subscribers = new LinkedHashMap<>();

    private boolean open;

    Roster(
            ChannelName channel,
            HubParts parts,
            FeedStream stream,
            Past past,
            List<ChannelObserver> observers) {
        this.channel = channel;
        this.meters = parts.meters;
        this.fanout = parts.fanouts.create();
        this.stream = stream;
        this.past = past;
        this.observers = observers.toArray(ChannelObserver[]::new);
    }

    void put(Subscriber subscriber) {
        subscribers.put(subscriber.member, subscriber);
    }

    @Nullable Subscriber find(Connection member) {
        return subscribers.get(member);
    }

    /// A copy.
    List<Subscriber> all() {
        return new ArrayList<>(subscribers.values());
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    boolean hasMembers() {
        return fanout.size() > 0;
    }

    void open() {
        if (!open) {
            open = true;
            tell(observer -> observer.opened(this));
        }
    }

    void close() {
        if (open) {
            open = false;
            tell(observer -> observer.closed(this));
        }
    }

    /// From here on the member hears what is delivered.
    void join(Subscriber subscriber) {
        fanout.add(subscriber.member);
        subscriber.state = Subscriber.State.LIVE;
        subscriber.attached = true;
        tell(observer -> observer.attached(this, subscriber.member));
    }

    /// It hears nothing until it joins again; it stays a member.
    void mute(Subscriber subscriber) {
        fanout.remove(subscriber.member);
    }

    /// Takes it out for good.
    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber.member, subscriber);
        if (subscriber.state == Subscriber.State.LIVE) {
            fanout.remove(subscriber.member);
        }
        subscriber.state = Subscriber.State.GONE;
        subscriber.snapshot = null;
        if (subscriber.attached) {
            subscriber.attached = false;
            tell(observer -> observer.detached(this, subscriber.member));
        }
    }

    void happened(Happened event) {
        fanout.deliver(event);
        for (ChannelObserver observer : observers) {
            try {
                observer.appended(this, event.offset(), event.event());
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    void ephemeral(Event event) {
        boolean kept = false;
        for (ChannelObserver observer : observers) {
            try {
                kept |= observer.ephemeral(this, event);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        if (!kept) {
            fanout.deliver(new Happened(channel, -1, event));
        }
    }

    void reset() {
        if (open) {
            tell(observer -> observer.reset(this));
        }
    }

    private void tell(Consumer<ChannelObserver> word) {
        for (ChannelObserver observer : observers) {
            try {
                word.accept(observer);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(RuntimeException e) {
        meters.observerFailures.increment();
        LOG.error("an observer of {} failed", channel, e);
    }

    @Override
    public ChannelName channel() {
        return channel;
    }

    @Override
    public List<Connection> members() {
        var members = new ArrayList<Connection>(subscribers.size());
        Collection<Subscriber> all = subscribers.values();
        for (Subscriber one : all) {
            if (one.attached) {
                members.add(one.member);
            }
        }
        return members;
    }

    @Override
    public void deliver(ServerMessage message) {
        fanout.deliver(message);
    }

    @Override
    public void deliverExcept(Connection excluded, ServerMessage message) {
        fanout.deliverExcept(excluded, message);
    }

    @Override
    public void forgetPast() {
        past.forget();
    }

    @Override
    public Position position() {
        return stream.position();
    }
}
