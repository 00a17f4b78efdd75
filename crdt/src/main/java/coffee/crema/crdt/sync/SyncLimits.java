package coffee.crema.crdt.sync;

import java.time.Duration;

/// What one client of the sync door may do. A value out of its range is refused with a sentence.
///
/// @param joinTimeout from the upgrade to the accepted `join`, 100 ms to 60 s
/// @param documentsMax documents open on one socket, 1 to 10,000
/// @param messagesPerSecond what a socket may send for long, 10 to 10,000; over it reading pauses
/// @param messagesBurst what it may send at once, 10 to 100,000
/// @param unreadBytesMax messages of one socket that documents have not taken up yet, 64 KiB to 64 MiB; over it reading pauses
/// @param nodeUnreadBytesMax the same of all sockets of this node, 16 MiB to 64 GiB; over it the socket that brings more is closed as `overloaded`
/// @param ephemeralsPerSecond 1 to 1,000; what is over it is dropped
/// @param ephemeralBytesMax one ephemeral message, 256 bytes to 45,000
/// @param refusalsMax refused messages until the socket is closed, 1 to 10,000
/// @param openCost what opening a document takes of the user's budget of requests, 0 to 100
/// @param expiryGrace how long a socket outlives its token, 0 to 1 h
public record SyncLimits(
        Duration joinTimeout,
        int documentsMax,
        int messagesPerSecond,
        int messagesBurst,
        int unreadBytesMax,
        long nodeUnreadBytesMax,
        int ephemeralsPerSecond,
        int ephemeralBytesMax,
        int refusalsMax,
        int openCost,
        Duration expiryGrace) {

    public SyncLimits {
        within("joinTimeout in ms", joinTimeout.toMillis(), 100, 60_000);
        within("documentsMax", documentsMax, 1, 10_000);
        within("messagesPerSecond", messagesPerSecond, 10, 10_000);
        within("messagesBurst", messagesBurst, 10, 100_000);
        within("unreadBytesMax", unreadBytesMax, 64 * 1024, 64 << 20);
        within("nodeUnreadBytesMax", nodeUnreadBytesMax, 16 << 20, 64L << 30);
        within("ephemeralsPerSecond", ephemeralsPerSecond, 1, 1000);
        within("ephemeralBytesMax", ephemeralBytesMax, 256, 45_000);
        within("refusalsMax", refusalsMax, 1, 10_000);
        within("openCost", openCost, 0, 100);
        within("expiryGrace in ms", expiryGrace.toMillis(), 0, 3_600_000);
    }

    public static SyncLimits defaults() {
        return new SyncLimits(
                Duration.ofSeconds(10),
                512,
                200,
                1000,
                1 << 20,
                256 << 20,
                50,
                16 * 1024,
                200,
                1,
                Duration.ofSeconds(30));
    }

    /// The same, with other bounds of what a deployment says.
    public SyncLimits with(long unreadOfNode, Duration grace) {
        return new SyncLimits(
                joinTimeout,
                documentsMax,
                messagesPerSecond,
                messagesBurst,
                unreadBytesMax,
                unreadOfNode,
                ephemeralsPerSecond,
                ephemeralBytesMax,
                refusalsMax,
                openCost,
                grace);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "sync: %s must be %d to %d, not %d".formatted(name, min, max, value));
        }
    }
}
