package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members of one channel on one event loop, in plain arrays, and the broadcasts that wait to be written to them together. On the loop only.
///
/// Broadcasts are gathered for the rest of the loop's turn, or longer while more are to be expected ({@link Gathering}); then each member gets all of them as one
/// shared buffer, by one write and one flush. Members for whom that would be wrong (they came in between, were excluded, or got a message of their own in between) are noted in
/// {@link #gaps} and {@link #owns} and get theirs apart, so that nobody's order costs the others their batch.
final class LoopMembers {
    /// Gathered broadcasts of this size are written without waiting further.
    static final int GATHERED_BYTES_MAX = 64 * 1024;

    /// With so many gaps and messages of their own, writing apart costs more than waiting saves.
    static final int NOTES_MAX = 64;

    private final SocketLoop loop;
    private final Gathering gathering;
    private final Row json = new Row(WireFormat.JSON);
    private final Row cbor = new Row(WireFormat.CBOR);

    private final List<Broadcast> gathered = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Own> owns = new ArrayList<>();
    private int gatheredBytes;
    private int framesTogether;
    private int broadcastsTogether;
    private boolean due;
    private boolean timed;

    /// Broadcasts `from` (inclusive) to `to` (exclusive) are not for `socket`, or it has them already.
    private record Gap(NettySocket socket, int from, int to) {
        boolean covers(NettySocket who, int index) {
            return socket == who && from <= index && index < to;
        }
    }

    /// A message for `socket` alone, before broadcast `index`.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and nobody else sees it
    private record Own(NettySocket socket, int index, byte[] payload) {}

    LoopMembers(SocketLoop loop, long windowNanos) {
        this.loop = loop;
        this.gathering = new Gathering(windowNanos, System.nanoTime());
    }

    void add(NettySocket socket) {
        row(socket).add(socket);
        socket.following().add(this);
        noteGap(socket, 0, gathered.size());
    }

    void remove(NettySocket socket) {
        catchUp(socket);
        gaps.removeIf(gap -> gap.socket == socket);
        if (row(socket).remove(socket)) {
            socket.following().remove(this);
        }
    }

    void deliver(Broadcast broadcast, @Nullable NettySocket excluded) {
        int index = gathered.size();
        gathered.add(broadcast);
        long nowNanos = System.nanoTime();
        gathering.added(nowNanos);
        gatheredBytes += broadcast.payloadBytes();
        if (excluded != null) {
            noteGap(excluded, index, index + 1);
        }
        if (isFull()) {
            flush(false);
        } else {
            schedule(gathering.waitNanos(nowNanos));
        }
    }

    /// The one of these channels in which broadcasts wait; null when there are none or several.
    static @Nullable LoopMembers onlyOneThatGathers(LoopMembers[] channels) {
        LoopMembers only = null;
        for (LoopMembers each : channels) {
            if (!each.gathered.isEmpty()) {
                if (only != null) {
                    return null;
                }
                only = each;
            }
        }
        return only;
    }

    /// Something for one member, after what is gathered so far. Only while something is.
    void addOwn(NettySocket socket, byte[] payload) {
        owns.add(new Own(socket, gathered.size(), payload));
        gatheredBytes += payload.length;
        if (isFull()) {
            flush(false);
        }
    }

    private boolean isFull() {
        return gatheredBytes >= GATHERED_BYTES_MAX || gaps.size() + owns.size() >= NOTES_MAX;
    }

    /// At most one timer runs, which looks again when it is over; so one for each write and not for each broadcast.
    private void schedule(long waitNanos) {
        if (waitNanos <= 0) {
            if (!due) {
                due = true;
                loop.writeLater(this);
            }
        } else if (!timed) {
            timed = true;
            loop.after(waitNanos, this::waited);
        }
    }

    private void waited() {
        timed = false;
        if (!gathered.isEmpty()) {
            schedule(gathering.waitNanos(System.nanoTime()));
        }
    }

    /// Writes to one member what is gathered so far: something of its own follows.
    void catchUp(NettySocket socket) {
        if (gathered.isEmpty()) {
            return;
        }
        writeApart(socket);
        owns.removeIf(own -> own.socket == socket);
        gaps.removeIf(gap -> gap.socket == socket);
        noteGap(socket, 0, gathered.size());
    }

    /// The broadcasts could not be handed to this loop: whoever missed them must come back by position.
    void missed() {
        for (Row row : List.of(json, cbor)) {
            for (int i = 0; i < row.size(); i++) {
                row.get(i).closeNow(CloseCode.OVERLOADED);
            }
        }
    }

    /// Writes what is gathered.
    ///
    /// @param alone whether nothing else is about to be written to the same members, so that each is flushed on the way, while it is at hand; otherwise the loop
    ///   flushes at the end of its turn
    void flush(boolean alone) {
        due = false;
        if (gathered.isEmpty()) {
            return;
        }
        long startNanos = System.nanoTime();
        markApart(true);
        write(json, alone);
        write(cbor, alone);
        markApart(false);
        gathering.wrote(startNanos, System.nanoTime());
        long atMs = gathered.getFirst().atMs();
        if (atMs > 0) {
            loop.metrics().lag(System.currentTimeMillis() - atMs);
        }
        gathered.clear();
        gaps.clear();
        owns.clear();
        gatheredBytes = 0;
    }

    private void markApart(boolean apart) {
        for (int i = 0; i < gaps.size(); i++) {
            gaps.get(i).socket.apart = apart;
        }
        for (int i = 0; i < owns.size(); i++) {
            owns.get(i).socket.apart = apart;
        }
    }

    private void write(Row row, boolean alone) {
        int frames = 0;
        int served = 0;
        ByteBuf shared = null;
        try {
            for (int i = 0; i < row.size(); i++) {
                NettySocket socket = row.get(i);
                if (!socket.isOpen()) {
                    continue;
                }
                if (socket.apart) {
                    writeApart(socket);
                    continue;
                }
                if (shared == null) {
                    shared = together(row.format(), null);
                    frames = framesTogether;
                }
                socket.write(shared.retainedDuplicate(), frames, alone);
                served++;
            }
        } finally {
            if (shared != null) {
                shared.release();
            }
        }
        loop.delivered(served * frames);
    }

    private void writeApart(NettySocket socket) {
        ByteBuf own = together(socket.format(), socket);
        if (own.isReadable()) {
            loop.delivered(broadcastsTogether);
            socket.write(own, framesTogether);
        } else {
            own.release();
        }
    }

    /// Also counts into {@link #framesTogether} and {@link #broadcastsTogether}.
    ///
    /// @param only whose gaps are left out and whose own messages are put in; null for members without any
    private ByteBuf together(WireFormat format, @Nullable NettySocket only) {
        ByteBuf out = loop.allocator().directBuffer(gatheredBytes(format));
        int firstByte = Frames.FIN | Frames.opcode(format);
        framesTogether = 0;
        broadcastsTogether = 0;
        for (int i = 0; i < gathered.size(); i++) {
            appendOwns(out, firstByte, only, i);
            byte[] payload = gathered.get(i).payload(format);
            if (payload != null && (only == null || !lacks(only, i))) {
                Frames.append(out, firstByte, payload);
                broadcastsTogether++;
            }
        }
        appendOwns(out, firstByte, only, gathered.size());
        framesTogether += broadcastsTogether;
        return out;
    }

    private void appendOwns(ByteBuf out, int firstByte, @Nullable NettySocket only, int index) {
        for (int i = 0; only != null && i < owns.size(); i++) {
            Own own = owns.get(i);
            if (own.socket == only && own.index == index) {
                Frames.append(out, firstByte, own.payload);
                framesTogether++;
            }
        }
    }

    private int gatheredBytes(WireFormat format) {
        int bytes = 0;
        for (Broadcast each : gathered) {
            byte[] payload = each.payload(format);
            bytes += payload == null ? 0 : Frames.sizeOf(payload.length);
        }
        return bytes;
    }

    private boolean lacks(NettySocket socket, int index) {
        for (Gap gap : gaps) {
            if (gap.covers(socket, index)) {
                return true;
            }
        }
        return false;
    }

    private Row row(NettySocket socket) {
        return switch (socket.format()) {
            case JSON -> json;
            case CBOR -> cbor;
        };
    }

    private void noteGap(NettySocket socket, int from, int to) {
        if (from < to) {
            gaps.add(new Gap(socket, from, to));
        }
    }
}
