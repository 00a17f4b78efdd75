package coffee.crema.realtime.adapter.netty;

import java.util.Arrays;

/// The channels that one socket follows, whose broadcasts may wait for company before they are written. On the socket's loop only.
final class Following {
    private static final LoopMembers[] NO_CHANNELS = {};

    private LoopMembers[] channels = NO_CHANNELS;

    void add(LoopMembers members) {
        channels = Arrays.copyOf(channels, channels.length + 1);
        channels[channels.length - 1] = members;
    }

    void remove(LoopMembers members) {
        channels =
                Arrays.stream(channels).filter(each -> each != members).toArray(LoopMembers[]::new);
    }

    /// Writes what was delivered to the socket before and still waits.
    void catchUp(NettySocket socket) {
        for (LoopMembers each : channels) {
            each.catchUp(socket);
        }
    }

    /// Gives a message of the socket's own to broadcasts that were delivered before and still wait: one write instead of two.
    ///
    /// @return false when none wait, those of several channels do, or it is large enough to be compressed
    boolean goesAlong(NettySocket socket, byte[] payload) {
        LoopMembers waiting = LoopMembers.onlyOneThatGathers(channels);
        if (waiting == null || payload.length >= Compression.DEFLATE_BYTES_MIN) {
            return false;
        }
        waiting.addOwn(socket, payload);
        return true;
    }
}
