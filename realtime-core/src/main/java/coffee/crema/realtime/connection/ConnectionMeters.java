package coffee.crema.realtime.connection;

import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What is counted about sockets and their commands.
final class ConnectionMeters {
    private record Outcome(String type, String outcome) {}

    private static final String OK = "ok";

    private final MeterRegistry registry;
    private final ConcurrentMap<Outcome, Counter> commands = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> connects = new ConcurrentHashMap<>();
    private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);
    private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);
    private final Counter resumed;
    private final Counter paused;

    ConnectionMeters(MeterRegistry registry) {
        this.registry = registry;
        for (ErrorCode code : ErrorCode.values()) {
            refusals.put(code, registry.counter("crema.refusals", "code", code.wireName()));
        }
        for (CloseCode code : CloseCode.values()) {
            closes.put(code, registry.counter("crema.closes", "code", code.wireName()));
        }
        resumed = registry.counter("crema.sessions.resumed");
        paused = registry.counter("crema.commands.paused");
    }

    /// @param type a registered command, so that the number of counters is bounded
    void carriedOut(String type) {
        command(type, OK);
    }

    void refused(String type, ErrorCode code) {
        command(type, code.wireName());
        refused(code);
    }

    /// A message that is no command.
    void refused(ErrorCode code) {
        Objects.requireNonNull(refusals.get(code)).increment();
    }

    void connected(boolean sessionResumed) {
        connect(OK);
        if (sessionResumed) {
            resumed.increment();
        }
    }

    void turnedAway(String outcome) {
        connect(outcome);
    }

    /// Closed by this side.
    void closing(CloseCode code) {
        Objects.requireNonNull(closes.get(code)).increment();
    }

    /// A socket is not read for now: too many of its commands wait.
    void paused() {
        paused.increment();
    }

    private void command(String type, String outcome) {
        commands.computeIfAbsent(
                        new Outcome(type, outcome),
                        key ->
                                registry.counter(
                                        "crema.commands",
                                        "type",
                                        key.type(),
                                        "outcome",
                                        key.outcome()))
                .increment();
    }

    private void connect(String outcome) {
        connects.computeIfAbsent(outcome, key -> registry.counter("crema.connects", "outcome", key))
                .increment();
    }
}
