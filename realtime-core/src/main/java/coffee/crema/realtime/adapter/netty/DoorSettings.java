package coffee.crema.realtime.adapter.netty;

import java.time.Duration;

/// The limits of the WebSocket door. A value out of its range is refused with a sentence.
public record DoorSettings(
        Admission admission,
        Inbound inbound,
        Outbound outbound,
        Heartbeat heartbeat,
        Closing closing) {

    public static DoorSettings defaults() {
        return new DoorSettings(
                new Admission(100_000, 5_000, Duration.ofSeconds(10)),
                new Inbound(64 * 1024, 8 * 1024, 64, 64L * 1024 * 1024),
                new Outbound(1024 * 1024, Duration.ofSeconds(10), Duration.ofMillis(5), true),
                new Heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(10)),
                new Closing(Duration.ofSeconds(2), Duration.ofSeconds(10)));
    }

    /// Who is let in.
    ///
    /// @param connectionsMax sockets of this node, 1 to 10,000,000
    /// @param strangersMax sockets of this node whose `connect` has not been accepted yet, 1 to 1,000,000
    /// @param handshakeTimeout from the TCP connection to the whole upgrade request, 10 ms to 60 s
    public record Admission(int connectionsMax, int strangersMax, Duration handshakeTimeout) {
        public Admission {
            within("connectionsMax", connectionsMax, 1, 10_000_000);
            within("strangersMax", strangersMax, 1, 1_000_000);
            within("handshakeTimeout", handshakeTimeout, 10, 60_000);
        }
    }

    /// What a client may send.
    ///
    /// @param frameBytesMax one message, also after inflating, 1 KiB to 16 MiB
    /// @param strangerBytesMax one message before `connect` was accepted, 256 bytes to `frameBytesMax`
    /// @param fragmentsMax frames of one message, 1 to 10,000
    /// @param largeBytesMax what messages of more than 64 KiB may take that are arriving on all sockets of the door, 1 MiB to 64 GiB; at the limit a socket is closed as `overloaded`
    public record Inbound(
            int frameBytesMax, int strangerBytesMax, int fragmentsMax, long largeBytesMax) {
        public Inbound {
            within("frameBytesMax", frameBytesMax, 1024, 16 * 1024 * 1024);
            within("strangerBytesMax", strangerBytesMax, 256, frameBytesMax);
            within("fragmentsMax", fragmentsMax, 1, 10_000);
            within("largeBytesMax", largeBytesMax, 1 << 20, 64L << 30);
        }
    }

    /// What waits for a client.
    ///
    /// @param queueBytesMax what one socket may have waiting beyond Netty's 64 KiB, 16 KiB to 64 MiB
    /// @param queueAgeMax how long a message may wait, 10 ms to 60 s
    /// @param gatherWindow how long a broadcast may wait for company, 0 to 20 ms; what comes after a longer silence goes out at once
    /// @param compression whether permessage-deflate is negotiated
    public record Outbound(
            int queueBytesMax, Duration queueAgeMax, Duration gatherWindow, boolean compression) {
        public Outbound {
            within("queueBytesMax", queueBytesMax, 16 * 1024, 64 * 1024 * 1024);
            within("queueAgeMax", queueAgeMax, 10, 60_000);
            within("gatherWindow", gatherWindow, 0, 20);
        }
    }

    /// @param silence after this long without a byte from the client the server pings, 10 ms to 10 min
    /// @param grace after this much longer it closes with `heartbeat-timeout`, 10 ms to 10 min
    public record Heartbeat(Duration silence, Duration grace) {
        public Heartbeat {
            within("silence", silence, 10, 600_000);
            within("grace", grace, 10, 600_000);
        }
    }

    /// @param peerWait how long to wait for the client's close frame, 10 ms to 60 s
    /// @param slowWait the same when there is still something to be written to it first, 10 ms to 60 s
    public record Closing(Duration peerWait, Duration slowWait) {
        public Closing {
            within("peerWait", peerWait, 10, 60_000);
            within("slowWait", slowWait, 10, 60_000);
        }
    }

    /// How often each event loop looks after its sockets: often enough for the shortest of the times above to be kept to within a quarter.
    Duration sweepEvery() {
        long shortestMs =
                Math.min(
                        Math.min(heartbeat.silence.toMillis(), heartbeat.grace.toMillis()),
                        Math.min(outbound.queueAgeMax.toMillis(), closing.peerWait.toMillis()));
        return Duration.ofMillis(Math.clamp(shortestMs / 4, 5, 500));
    }

    private static void within(String name, Duration value, long minMs, long maxMs) {
        within(name + " in milliseconds", value.toMillis(), minMs, maxMs);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
