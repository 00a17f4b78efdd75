package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.BrokerListener;
import coffee.crema.realtime.broker.adapter.redisson.Frames.Frame;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A channel whose deliveries come to this node.
///
/// What comes before its position is known waits, so that the listener first learns the position, then what came after it.
///
/// **Threading.** Any thread. The listener is called under a lock of this channel: one call at a time.
final class FollowedChannel {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedChannel.class);
    private static final int WAITING_MAX = 1_000;

    private enum State {
        OPENING,
        OPEN,
        ENDED
    }

    private final ChannelName channel;
    private final BrokerListener listener;
    private final Runnable malformed;

    // Guarded by this.
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private State state = State.OPENING;
    private boolean missed;

    /// @param malformed told of each message that is none of ours
    FollowedChannel(ChannelName channel, BrokerListener listener, Runnable malformed) {
        this.channel = channel;
        this.listener = listener;
        this.malformed = malformed;
    }

    ChannelName name() {
        return channel;
    }

    void message(byte[] bytes) {
        Frame frame;
        try {
            frame = Frames.frame(bytes);
        } catch (RuntimeException e) {
            malformed.run();
            return;
        }
        synchronized (this) {
            switch (state) {
                case OPEN -> deliver(frame);
                case OPENING -> hold(frame);
                case ENDED -> {}
            }
        }
    }

    synchronized void interrupted() {
        switch (state) {
            case OPEN -> tell(() -> listener.interrupted(channel));
            case OPENING -> missed = true;
            case ENDED -> {}
        }
    }

    /// Gives the position to who waits for it, then delivers what is newer.
    synchronized void open(Position position, CompletableFuture<Position> opened) {
        if (state != State.OPENING || !opened.complete(position)) {
            return;
        }
        state = State.OPEN;
        for (Frame frame : waiting) {
            if (isNewer(frame, position)) {
                deliver(frame);
            }
        }
        waiting.clear();
        if (missed) {
            tell(() -> listener.interrupted(channel));
        }
    }

    synchronized void end() {
        state = State.ENDED;
        waiting.clear();
    }

    private void hold(Frame frame) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(frame);
        } else {
            missed = true;
        }
    }

    private void deliver(Frame frame) {
        switch (frame) {
            case Frame.Appended appended ->
                    tell(() -> listener.appended(channel, appended.position(), appended.event()));
            case Frame.Ephemeral ephemeral ->
                    tell(() -> listener.ephemeral(channel, ephemeral.event()));
        }
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("the listener of {} failed", channel, e);
        }
    }

    private static boolean isNewer(Frame frame, Position position) {
        return switch (frame) {
            case Frame.Appended appended ->
                    !appended.position().sameEpoch(position)
                            || appended.position().offset() > position.offset();
            case Frame.Ephemeral _ -> true;
        };
    }
}
