package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.WireFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The sockets of one format among the members of a channel on one loop: a plain array, as it is walked for each broadcast.
final class Row {
    private final WireFormat format;
    private @Nullable NettySocket[] sockets = new NettySocket[0];
    private int size;

    Row(WireFormat format) {
        this.format = format;
    }

    WireFormat format() {
        return format;
    }

    int size() {
        return size;
    }

    NettySocket get(int index) {
        NettySocket socket = sockets[index];
        if (socket == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return socket;
    }

    void add(NettySocket socket) {
        if (size == sockets.length) {
            sockets = Arrays.copyOf(sockets, Math.max(4, 2 * size));
        }
        sockets[size++] = socket;
    }

    /// The last one takes its place.
    boolean remove(NettySocket socket) {
        for (int i = 0; i < size; i++) {
            if (sockets[i] == socket) {
                sockets[i] = sockets[--size];
                sockets[size] = null;
                return true;
            }
        }
        return false;
    }
}
