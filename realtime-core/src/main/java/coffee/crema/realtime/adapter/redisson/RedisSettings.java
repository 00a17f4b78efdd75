package coffee.crema.realtime.adapter.redisson;

import java.net.URI;
import java.time.Duration;

/// How this node uses Redis.
///
/// @param uri `redis://[[user]:password@]host[:port][/database]`, or `rediss://` for TLS
/// @param keyPrefix what all keys and topics begin with, so that installations can share a server; 1 to 32 of `a-z 0-9 - _`
/// @param streamEventsMax how many events of a channel are kept, about; 10 to 10,000
/// @param streamAge how long the events of a channel are kept after its last one; 1 minute to 7 days
/// @param positionAge how long a channel that nobody uses keeps its epoch and offset; `streamAge` to 30 days
/// @param idempotencyAge how long a publish is recognised when it is repeated; 10 s to 1 hour
/// @param commandTimeout when an answer counts as lost; 100 ms to 5 s
/// @param connectPatience how long a starting node waits for Redis; 0 to 5 minutes
public record RedisSettings(
        URI uri,
        String keyPrefix,
        int streamEventsMax,
        Duration streamAge,
        Duration positionAge,
        Duration idempotencyAge,
        Duration commandTimeout,
        Duration connectPatience) {

    public RedisSettings {
        requireUri(uri);
        if (!keyPrefix.matches("[a-z0-9_-]{1,32}")) {
            throw new IllegalArgumentException(
                    "redis.key-prefix must be 1 to 32 of a-z, 0-9, - and _");
        }
        if (streamEventsMax < 10 || streamEventsMax > 10_000) {
            throw new IllegalArgumentException(
                    "redis.stream-events-max must be between 10 and 10,000, but is "
                            + streamEventsMax);
        }
        requireRange("stream-age", streamAge, Duration.ofMinutes(1), Duration.ofDays(7));
        requireRange("position-age", positionAge, streamAge, Duration.ofDays(30));
        requireRange(
                "idempotency-age", idempotencyAge, Duration.ofSeconds(10), Duration.ofHours(1));
        requireRange(
                "command-timeout", commandTimeout, Duration.ofMillis(100), Duration.ofSeconds(5));
        requireRange("connect-patience", connectPatience, Duration.ZERO, Duration.ofMinutes(5));
    }

    /// The settings that fit most: 1,000 events and an hour of history, 5 minutes of idempotency.
    public static RedisSettings of(URI uri) {
        return new RedisSettings(
                uri,
                "crema",
                1_000,
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    public RedisSettings withKeyPrefix(String prefix) {
        return new RedisSettings(
                uri,
                prefix,
                streamEventsMax,
                streamAge,
                positionAge,
                idempotencyAge,
                commandTimeout,
                connectPatience);
    }

    public RedisSettings withStreamEventsMax(int eventsMax) {
        return new RedisSettings(
                uri,
                keyPrefix,
                eventsMax,
                streamAge,
                positionAge,
                idempotencyAge,
                commandTimeout,
                connectPatience);
    }

    public RedisSettings withConnectPatience(Duration patience) {
        return new RedisSettings(
                uri,
                keyPrefix,
                streamEventsMax,
                streamAge,
                positionAge,
                idempotencyAge,
                commandTimeout,
                patience);
    }

    /// Where Redis is, without the password.
    public String address() {
        return uri.getScheme()
                + "://"
                + uri.getHost()
                + ":"
                + (uri.getPort() < 0 ? 6379 : uri.getPort());
    }

    int database() {
        String path = uri.getPath();
        return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    /// Leaves the password out.
    @Override
    public String toString() {
        return "RedisSettings[" + address() + ", prefix " + keyPrefix + "]";
    }

    private static void requireUri(URI uri) {
        boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        String path = uri.getPath();
        if (!scheme || uri.getHost() == null || path == null || !path.matches("/?|/[0-9]{1,2}")) {
            throw new IllegalArgumentException(
                    "redis.uri must look like redis://user:password@host:6379/0, or rediss:// for TLS");
        }
    }

    private static void requireRange(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "redis."
                            + name
                            + " must be between "
                            + least
                            + " and "
                            + most
                            + ", but is "
                            + value);
        }
    }
}
