package coffee.crema.realtime;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.limit.RateLimiter.Budget;
import java.time.Duration;

/// The bounds of sockets and their commands. Each has a range; a value out of it is refused with a sentence for the operator.
///
/// @param heartbeat how often the server shows a sign of life on a quiet socket: told to clients, kept by the transport; 1 s to 5 min
public record RealtimeLimits(
        Wire wire,
        Connect connect,
        Commands commands,
        Tokens tokens,
        Budgets budgets,
        Duration heartbeat) {

    public RealtimeLimits {
        inRange("heartbeat", heartbeat, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /// What one message may be.
    ///
    /// @param frameBytesMax the largest message, inflated; 1 KiB to 1 MiB
    /// @param depthMax how deep objects and arrays may nest, the envelope included; 4 to 100
    /// @param stringCharsMax the longest text value; 256 to 1 Mi
    /// @param nameCharsMax the longest field name; 16 to 4,096
    /// @param numberCharsMax the longest number; 20 to 1,000
    public record Wire(
            int frameBytesMax,
            int depthMax,
            int stringCharsMax,
            int nameCharsMax,
            int numberCharsMax) {
        public Wire {
            inRange("wire.frameBytesMax", frameBytesMax, 1024, 1 << 20);
            inRange("wire.depthMax", depthMax, 4, 100);
            inRange("wire.stringCharsMax", stringCharsMax, 256, 1 << 20);
            inRange("wire.nameCharsMax", nameCharsMax, 16, 4096);
            inRange("wire.numberCharsMax", numberCharsMax, 20, 1000);
        }

        public static Wire defaults() {
            return new Wire(64 * 1024, 32, 64 * 1024, 256, 64);
        }
    }

    /// What a socket may do before it is accepted.
    ///
    /// @param messageBytesMax the size of the first message; 256 bytes to 64 KiB
    /// @param timeout the time until it has arrived; 100 ms to 60 s
    /// @param acceptTimeout the time that token, session and channels may take to be looked up after that; 1 s to 60 s
    public record Connect(int messageBytesMax, Duration timeout, Duration acceptTimeout) {
        public Connect {
            inRange("connect.messageBytesMax", messageBytesMax, 256, 64 * 1024);
            inRange("connect.timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(60));
            inRange(
                    "connect.acceptTimeout",
                    acceptTimeout,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60));
        }

        public static Connect defaults() {
            return new Connect(8 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(15));
        }
    }

    /// What an accepted socket may do.
    ///
    /// @param pendingMax commands that wait until reading stops; twice as many are refused with `too_many`; 1 to 1,024
    /// @param channelsMax channels that one socket follows; 1 to 10,000
    /// @param timeout how long a command may take until it is answered `timeout`; 1 s to 5 min
    /// @param refusalsMax how many more messages may be refused, by rate or because they could not be read, than commands are carried out, until the socket
    ///     is closed; 1 to 100,000
    public record Commands(int pendingMax, int channelsMax, Duration timeout, int refusalsMax) {
        public Commands {
            inRange("commands.pendingMax", pendingMax, 1, 1024);
            inRange("commands.channelsMax", channelsMax, 1, 10_000);
            inRange("commands.timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
            inRange("commands.refusalsMax", refusalsMax, 1, 100_000);
        }

        public static Commands defaults() {
            return new Commands(64, 128, Duration.ofSeconds(15), 200);
        }
    }

    /// How the end of a token is handled on a live socket.
    ///
    /// @param notice how long before the end `token-expiring` is sent; 0 to 1 h
    /// @param grace how long after the end the socket stays; 0 to 10 min
    public record Tokens(Duration notice, Duration grace) {
        public Tokens {
            inRange("tokens.notice", notice, Duration.ZERO, Duration.ofHours(1));
            inRange("tokens.grace", grace, Duration.ZERO, Duration.ofMinutes(10));
        }

        public static Tokens defaults() {
            return new Tokens(Duration.ofSeconds(30), Duration.ofSeconds(10));
        }
    }

    /// @param user of a member or guest, over all doors and nodes together
    /// @param service of a back end with an API key
    public record Budgets(Budget user, Budget service) {

        public Budget of(Principal principal) {
            return principal.kind() == Principal.Kind.SERVICE ? service : user;
        }

        public static Budgets defaults() {
            return new Budgets(
                    new Budget(1_000, Duration.ofMinutes(1)),
                    new Budget(60_000, Duration.ofMinutes(1)));
        }
    }

    private static final Duration HEARTBEAT = Duration.ofSeconds(25);

    public static RealtimeLimits defaults() {
        return new RealtimeLimits(
                Wire.defaults(),
                Connect.defaults(),
                Commands.defaults(),
                Tokens.defaults(),
                Budgets.defaults(),
                HEARTBEAT);
    }

    private static void inRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s must be %,d to %,d, but is %,d".formatted(name, min, max, value));
        }
    }

    private static void inRange(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "%s must be %s to %s, but is %s".formatted(name, min, max, value));
        }
    }
}
