package coffee.crema.realtime.simulation;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.hub.TestMember;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// A client that follows one channel for life: it drops, and comes back anywhere by its position. It checks every message as it comes.
final class SimulatedMember {

    private final World world;
    private final int number;
    private final ChannelName channel;
    private final Set<String> committed;

    /// What it knows: from snapshots and events.
    private final Set<String> known = new HashSet<>();

    private Position position;
    private Link link;
    private long nextSocket;

    /// @param committed everything that was ever said in the channel: what a snapshot tells
    SimulatedMember(World world, int number, ChannelName channel, Set<String> committed) {
        this.world = world;
        this.number = number;
        this.channel = channel;
        this.committed = committed;
    }

    boolean connected() {
        return link != null && link.isOpen();
    }

    /// Everything it was promised has been sent.
    boolean upToDate() {
        return connected() && link.live;
    }

    ChannelName channel() {
        return channel;
    }

    Position position() {
        return position;
    }

    Set<String> known() {
        return known;
    }

    void connect(World.Node node) {
        if (link != null) {
            drop();
        }
        var next = new Link(node);
        link = next;
        Position since = world.random().nextInt(10) == 0 ? null : position;
        next.since = since;
        node.hub()
                .attach(next, channel, since, member -> world.snapshot(committed))
                .whenComplete((attachment, error) -> next.attached(attachment, error));
    }

    void drop() {
        if (link != null) {
            Link old = link;
            link = null;
            old.close(CloseCode.GOING_AWAY);
            old.node.hub().detachAll(old);
        }
    }

    @Override
    public String toString() {
        return "member " + number + " of " + channel + " at " + position;
    }

    /// One socket of the client.
    private final class Link extends TestMember {
        private final World.Node node;
        private Position since;
        private boolean started;
        private boolean live;
        private boolean awaitsSnapshot;

        Link(World.Node node) {
            super(number * 100_000L + nextSocket++);
            this.node = node;
        }

        void attached(Attachment attachment, Throwable error) {
            if (error != null) {
                if (link == this) {
                    drop();
                }
                return;
            }
            if (attachment.recovered()) {
                require(
                        since != null && attachment.position().equals(since),
                        "recovered elsewhere");
            } else {
                awaitsSnapshot = true;
            }
            Duration later = Duration.ofMillis(world.random().nextInt(20));
            world.time()
                    .after(
                            later,
                            () -> {
                                if (isOpen()) {
                                    started = true;
                                    live = !awaitsSnapshot;
                                    attachment.start();
                                }
                            });
        }

        @Override
        public void send(ServerMessage message) {
            if (!isOpen()) {
                return;
            }
            require(started, "hears something before the start");
            switch (message) {
                case ServerMessage.Happened happened -> hear(happened);
                case ServerMessage.Snapshot snapshot -> take(snapshot);
                case ServerMessage.Ack ack -> throw new AssertionError(ack);
                case ServerMessage.Refused refused -> throw new AssertionError(refused);
                case ServerMessage.Notice notice -> throw new AssertionError(notice);
            }
        }

        private void hear(ServerMessage.Happened happened) {
            if (happened.offset() < 0) {
                return;
            }
            require(!awaitsSnapshot, "hears an event before its snapshot");
            require(
                    happened.offset() == position.offset() + 1,
                    "hears offset " + happened.offset());
            position = new Position(position.epoch(), happened.offset());
            known.add(new String(happened.event().json(), StandardCharsets.UTF_8));
        }

        private void take(ServerMessage.Snapshot snapshot) {
            require(awaitsSnapshot || snapshot.reason().equals("reset"), "an unasked snapshot");
            awaitsSnapshot = false;
            live = true;
            position = snapshot.position();
            for (Object one : (Iterable<?>) snapshot.data()) {
                known.add((String) one);
            }
        }

        private void require(boolean condition, String otherwise) {
            if (!condition) {
                throw new AssertionError(SimulatedMember.this + ": " + otherwise);
            }
        }
    }
}
