package coffee.crema.load.driver;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// Counts what arrives, and how late after it was due. On the driver's loop only.
public final class Meter implements Listener {
    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();

    private final Histogram latency = new Histogram(HIGHEST_NANOS, 3);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private long deliveries;
    private long changesHeard;
    private long lost;
    private long lastNanos = System.nanoTime();

    @Override
    public void delivered(Client client, long dueNanos, int number, long nowNanos) {
        deliveries++;
        lastNanos = nowNanos;
        latency.recordValue(Math.clamp(nowNanos - dueNanos, 0, HIGHEST_NANOS));
    }

    @Override
    public void other(Client client, long nowNanos) {
        lastNanos = nowNanos;
    }

    @Override
    public void heard(Client client, int changes) {
        changesHeard += changes;
    }

    @Override
    public void lost(Client client) {
        lost++;
    }

    @Override
    public void refused(Client client, String message) {
        refusals.merge(message, 1, Integer::sum);
    }

    public void reset() {
        latency.reset();
        refusals.clear();
        deliveries = 0;
        changesHeard = 0;
        lost = 0;
        lastNanos = System.nanoTime();
    }

    /// Counts now as the time of the last message.
    public void touch() {
        lastNanos = System.nanoTime();
    }

    public long deliveries() {
        return deliveries;
    }

    public long changesHeard() {
        return changesHeard;
    }

    /// Connections that ended by themselves.
    public long connectionsLost() {
        return lost;
    }

    /// How often each command's refusal was answered, by code.
    public Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    /// How long ago the last message of any kind came.
    public long quietNanos() {
        return System.nanoTime() - lastNanos;
    }

    /// @param percentile 0 to 100
    public double latencyMillis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }
}
