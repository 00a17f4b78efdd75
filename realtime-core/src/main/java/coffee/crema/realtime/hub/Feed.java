package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.hub.Subscriber.State;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One channel on this node: followed at the broker from its first member until a while after its last.
///
/// **Threading.** Methods may be called from any thread: each posts to the channel's mailbox. What is private runs in the turn.
final class Feed implements BrokerListener, StreamListener {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private enum Phase {
        IDLE,
        FOLLOWING,
        FOLLOWED,
        UNFOLLOWING
    }

    final ChannelName channel;
    private final HubParts parts;
    private final FeedOwner owner;
    private final Mailbox mailbox;
    private final FeedStream stream;
    private final Past past;
    private final Roster roster;
    private final Watchers watchers = new Watchers();
    private final Admission admission;
    private final Backoff unfollowBackoff;
    private final AtomicBoolean overflowed = new AtomicBoolean();

    /// Members that will be posted; counted under the hub's lock of this channel.
    private final AtomicInteger arriving = new AtomicInteger();

    private Phase phase = Phase.IDLE;
    private Scheduler.@Nullable Cancellable lingering;

    Feed(ChannelName channel, HubParts parts, FeedOwner owner, List<ChannelObserver> observers) {
        this.channel = channel;
        this.parts = parts;
        this.owner = owner;
        this.mailbox =
                new Mailbox(
                        parts.executor, parts.options.mailboxMax(), parts.meters.mailboxDropped);
        var ring = new Ring(parts.options.ring(), parts.ringBytes);
        this.stream = new FeedStream(channel, parts, mailbox, ring, this);
        this.past = new Past(channel, parts, mailbox, ring, stream, this::pastAsked);
        this.roster = new Roster(channel, parts, stream, past, observers);
        this.admission = new Admission(parts, mailbox, stream, roster, past, this::giveUp);
        this.unfollowBackoff = parts.backoff();
    }

    void expect() {
        arriving.incrementAndGet();
    }

    boolean expects() {
        return arriving.get() > 0;
    }

    void attach(Subscriber one) {
        mailbox.post(() -> arrive(one));
    }

    void detach(Connection member) {
        mailbox.post(() -> leave(member));
    }

    void start(Subscriber one) {
        mailbox.post(() -> admission.start(one));
    }

    CompletionStage<Position> watch() {
        var promise = new CompletableFuture<Position>();
        mailbox.post(() -> {
            arriving.decrementAndGet();
            stopLingering();
            watchers.add(promise, phase == Phase.FOLLOWED ? stream.position() : null);
            if (phase == Phase.IDLE) {
                follow();
            }
        });
        return promise;
    }

    void unwatch() {
        mailbox.post(() -> {
            watchers.remove();
            lingerIfUnused();
        });
    }

    void inTurn(Consumer<Hub.Turn> task) {
        mailbox.offer(() -> {
            if (roster.hasMembers()) {
                task.accept(roster);
            }
        });
    }

    void topSeen(Position top, String askedEpoch, long askedOffset) {
        mailbox.post(() -> stream.topSeen(top, askedEpoch, askedOffset));
    }

    /// As last seen; may be a moment old.
    FeedStream stream() {
        return stream;
    }

    int waiting() {
        return mailbox.size();
    }

    @Override
    public void appended(ChannelName on, Position position, Event event) {
        if (!mailbox.offer(() -> hear(position, event)) && overflowed.compareAndSet(false, true)) {
            mailbox.post(this::compareAfterOverflow);
        }
    }

    @Override
    public void ephemeral(ChannelName on, Event event) {
        mailbox.offer(() -> pass(event));
    }

    @Override
    public void interrupted(ChannelName on) {
        mailbox.post(stream::compare);
    }

    private void compareAfterOverflow() {
        overflowed.set(false);
        stream.compare();
    }

    private void hear(Position position, Event event) {
        if (phase == Phase.FOLLOWED || phase == Phase.FOLLOWING) {
            stream.appended(position, event);
        }
    }

    private void pass(Event event) {
        if (phase == Phase.FOLLOWED) {
            roster.ephemeral(event);
        }
    }

    @Override
    public void happened(Happened event) {
        roster.happened(event);
    }

    @Override
    public void restarted() {
        LOG.debug("channel {} starts over at {}", channel, stream.position());
        admission.restarted();
    }

    @Override
    public void compared() {
        past.compared();
        admission.compared();
    }

    private void pastAsked(Subscriber one) {
        admission.pastAsked(one);
    }

    private void arrive(Subscriber one) {
        arriving.decrementAndGet();
        Subscriber former = roster.find(one.member);
        if (former != null) {
            roster.remove(former);
            former.promise.completeExceptionally(Refusals.left());
        }
        if (!owner.enroll(one.member, channel)) {
            one.promise.completeExceptionally(Refusals.left());
            owner.forget(one.member, channel);
            lingerIfUnused();
            return;
        }
        roster.put(one);
        stopLingering();
        if (phase == Phase.FOLLOWED) {
            admission.decide(one);
        } else if (phase == Phase.IDLE) {
            follow();
        }
    }

    private void leave(Connection member) {
        owner.forget(member, channel);
        Subscriber one = roster.find(member);
        if (one != null) {
            roster.remove(one);
            one.promise.completeExceptionally(Refusals.left());
            lingerIfUnused();
        }
    }

    /// Refuses a newcomer; closes a member that had been accepted, so that it comes back.
    private void giveUp(Subscriber one, Throwable cause) {
        parts.meters.membersGivenUp.increment();
        owner.forget(one.member, channel);
        roster.remove(one);
        if (!one.promise.completeExceptionally(cause)) {
            Admission.closeAsOverloaded(one);
        }
        lingerIfUnused();
    }

    private void follow() {
        phase = Phase.FOLLOWING;
        parts.broker
                .follow(channel, this)
                .whenComplete((position, error) -> mailbox.post(() -> followed(position, error)));
    }

    private void followed(@Nullable Position position, @Nullable Throwable error) {
        if (position == null) {
            parts.meters.followsFailed.increment();
            LOG.debug("channel {} cannot be followed: {}", channel, String.valueOf(error));
            for (Subscriber one : roster.all()) {
                owner.forget(one.member, channel);
                roster.remove(one);
                one.promise.completeExceptionally(Refusals.unreachable());
            }
            watchers.refuse(Refusals.unreachable());
            unfollow();
            return;
        }
        phase = Phase.FOLLOWED;
        stream.begin(position);
        roster.open();
        watchers.followed(stream.position());
        for (Subscriber one : roster.all()) {
            if (one.state == State.WAITING) {
                admission.decide(one);
            }
        }
        lingerIfUnused();
    }

    private boolean isUnused() {
        return roster.isEmpty() && watchers.isEmpty();
    }

    private void lingerIfUnused() {
        if (isUnused() && lingering == null && phase != Phase.UNFOLLOWING) {
            lingering =
                    parts.time.after(parts.options.linger(), () -> mailbox.post(this::lingered));
        }
    }

    private void stopLingering() {
        if (lingering != null) {
            lingering.cancel();
            lingering = null;
        }
    }

    private void lingered() {
        lingering = null;
        if (!isUnused()) {
            return;
        }
        switch (phase) {
            case FOLLOWED -> unfollow();
            case IDLE -> retire();
            case FOLLOWING, UNFOLLOWING -> {
                // Their ends look again.
            }
        }
    }

    private void unfollow() {
        stopLingering();
        phase = Phase.UNFOLLOWING;
        roster.close();
        stream.end();
        tryToUnfollow();
    }

    private void tryToUnfollow() {
        parts.broker
                .unfollow(channel)
                .whenComplete((done, error) -> mailbox.post(() -> unfollowed(error)));
    }

    /// A follow that is left behind costs deliveries for nothing, and nothing else: after some tries it is left.
    private void unfollowed(@Nullable Throwable error) {
        if (error != null
                && isUnused()
                && unfollowBackoff.tries() < parts.options.retry().triesMax()) {
            parts.meters.retries.increment();
            parts.time.after(unfollowBackoff.next(), () -> mailbox.post(this::tryToUnfollow));
            return;
        }
        unfollowBackoff.reset();
        phase = Phase.IDLE;
        if (!isUnused()) {
            follow();
        } else {
            retire();
        }
    }

    /// Unless someone is on the way, who will follow.
    private void retire() {
        boolean gone = owner.retire(this);
        LOG.debug("channel {} is left: {}", channel, gone);
    }
}
