package coffee.crema.realtime.adapter.netty;

/// Whether the client of one socket is alive: pinged when it was silent for so long, given up when it stays so. On the socket's loop only.
final class Pulse {
    private final long pingNanos;
    private final long endNanos;
    private long heardNanos;
    private boolean pinged;

    /// What a look at the clock asks for.
    enum Need {
        NOTHING,
        PING,
        END
    }

    Pulse(DoorSettings.Heartbeat settings) {
        this.pingNanos = settings.silence().toNanos();
        this.endNanos = pingNanos + settings.grace().toNanos();
    }

    /// Bytes came from the client.
    void heard(long nowNanos) {
        heardNanos = nowNanos;
        pinged = false;
    }

    /// Nothing can be heard while nothing is read.
    void deaf(long nowNanos) {
        heardNanos = nowNanos;
    }

    /// A need of a ping is told once in a silence.
    Need at(long nowNanos) {
        long silentNanos = nowNanos - heardNanos;
        if (silentNanos >= endNanos) {
            return Need.END;
        }
        if (silentNanos >= pingNanos && !pinged) {
            pinged = true;
            return Need.PING;
        }
        return Need.NOTHING;
    }
}
