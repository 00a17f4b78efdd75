package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.connection.Member;
import coffee.crema.realtime.hub.Fanout;
import coffee.crema.realtime.wire.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of one channel, by event loop: each call becomes one task for each loop that has members, and {@link LoopMembers} does the rest there.
///
/// A loop runs its tasks in order, and {@link NettySocket#send} is such a task too: this is why calls of one serial turn keep their order for each member.
public final class LoopFanout implements Fanout {
    private final MessageEncoder encoder;
    private final long windowNanos;
    private final Set<NettySocket> sockets = Collections.newSetFromMap(new IdentityHashMap<>(4));
    private int jsonCount;
    private int cborCount;
    private final List<Part> parts = new ArrayList<>(1);

    /// What of the channel is on one loop. `count` is as the turn sees it, ahead of the loop.
    private static final class Part {
        private final SocketLoop loop;
        private final LoopMembers members;
        private int count;

        private Part(SocketLoop loop, long windowNanos) {
            this.loop = loop;
            this.members = new LoopMembers(loop, windowNanos);
        }
    }

    private LoopFanout(MessageEncoder encoder, long windowNanos) {
        this.encoder = encoder;
        this.windowNanos = windowNanos;
    }

    /// @param gatherWindow as in {@link DoorSettings.Outbound}
    public static Fanout.Factory factory(MessageEncoder encoder, Duration gatherWindow) {
        return () -> new LoopFanout(encoder, gatherWindow.toNanos());
    }

    @Override
    public void add(Member member) {
        NettySocket socket = socketOf(member);
        if (sockets.add(socket)) {
            count(socket, 1);
            Part part = part(socket.socketLoop());
            part.count++;
            part.loop.execute(() -> part.members.add(socket));
        }
    }

    @Override
    public void remove(Member member) {
        NettySocket socket = socketOf(member);
        if (sockets.remove(socket)) {
            count(socket, -1);
            Part part = part(socket.socketLoop());
            part.count--;
            part.loop.execute(() -> part.members.remove(socket));
        }
    }

    @Override
    public void deliver(ServerMessage message) {
        deliver(message, null);
    }

    @Override
    public void deliverExcept(Member excluded, ServerMessage message) {
        NettySocket socket = socketOf(excluded);
        deliver(message, sockets.contains(socket) ? socket : null);
    }

    @Override
    public int size() {
        return sockets.size();
    }

    private void deliver(ServerMessage message, @Nullable NettySocket excluded) {
        if (sockets.size() == (excluded == null ? 0 : 1)) {
            return;
        }
        Broadcast broadcast = Broadcast.of(message, encoder, jsonCount > 0, cborCount > 0);
        int bytes = broadcast.payloadBytes();
        for (Part part : parts) {
            if (part.count == 0) {
                continue;
            }
            if (part.loop.reserve(bytes)) {
                NettySocket not =
                        excluded != null && excluded.socketLoop() == part.loop ? excluded : null;
                part.loop.execute(() -> {
                    part.loop.release(bytes);
                    part.members.deliver(broadcast, not);
                });
            } else {
                part.loop.execute(part.members::missed);
            }
        }
    }

    private void count(NettySocket socket, int more) {
        switch (socket.format()) {
            case JSON -> jsonCount += more;
            case CBOR -> cborCount += more;
        }
    }

    private Part part(SocketLoop loop) {
        for (Part part : parts) {
            if (part.loop == loop) {
                return part;
            }
        }
        Part part = new Part(loop, windowNanos);
        parts.add(part);
        return part;
    }

    private static NettySocket socketOf(Member member) {
        if (member.socket() instanceof NettySocket socket) {
            return socket;
        }
        throw new IllegalArgumentException("a member of another transport");
    }
}
