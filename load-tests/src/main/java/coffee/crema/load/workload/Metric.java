package coffee.crema.load.workload;

/// What is read off a run.
public enum Metric {
    CPU_PER_MILLION("server CPU s per million deliveries", 2),
    CPU_PER_MILLION_CHANGES("server CPU s per million changes", 0),
    DELIVERIES_PER_CORE("thousand deliveries/s a core", 0),
    DELIVERIES_PER_SECOND("thousand deliveries/s", 1),
    P50_MILLIS("p50 ms", 2),
    P99_MILLIS("p99 ms", 2),
    P999_MILLIS("p99.9 ms", 2),
    LAST_MILLIS("ms from due to the last delivery, p99", 1),
    SPREAD_MILLIS("ms from the first to the last delivery, p99", 1),
    KIB_PER_CONNECTION("resident KiB a connection", 1),
    CONNECT_MILLIS("CPU ms a connect", 3),
    KIB_PER_SMALL_DOCUMENT("resident KiB an open document of 20 changes", 1),
    KIB_PER_LARGE_DOCUMENT("resident KiB an open document of 5,000 changes", 0),
    BURST_SECONDS("seconds until a burst of 1,000 is everywhere", 2),
    RETURN_SECONDS("seconds until all have all", 3),
    AFTER_KILL_SECONDS("seconds from Redis back to delivering", 2),
    AFTER_KILL_PERCENT("% delivered after Redis was killed", 1),
    LOST("lost", 0),
    REPEATED("repeated", 0),
    REFUSED("refused", 0);

    private final String label;
    private final int decimals;

    Metric(String label, int decimals) {
        this.label = label;
        this.decimals = decimals;
    }

    public String label() {
        return label;
    }

    /// How many decimals are worth showing.
    public int decimals() {
        return decimals;
    }
}
