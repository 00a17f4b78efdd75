package coffee.crema.load;

import coffee.crema.load.report.Summary;
import coffee.crema.load.workload.Metric;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What Crema's median must be, by itself or as a ratio to a peer's of the same call.
///
/// @param most whether `limit` is the most or the least
public record Target(Metric metric, boolean most, double limit, Optional<Contender> against) {

    /// @param measured absent when a figure is missing
    public record Verdict(Target target, OptionalDouble measured) {
        public boolean met() {
            return measured.isPresent()
                    && (target.most
                            ? measured.getAsDouble() <= target.limit
                            : measured.getAsDouble() >= target.limit);
        }
    }

    static Target atMost(Metric metric, double ratio, Contender against) {
        return new Target(metric, true, ratio, Optional.of(against));
    }

    static Target atLeast(Metric metric, double ratio, Contender against) {
        return new Target(metric, false, ratio, Optional.of(against));
    }

    static Target atMost(Metric metric, double limit) {
        return new Target(metric, true, limit, Optional.empty());
    }

    static Target atLeast(Metric metric, double limit) {
        return new Target(metric, false, limit, Optional.empty());
    }

    public Verdict judge(Summary summary) {
        var ours = summary.median(Contender.CREMA, metric);
        if (against.isEmpty() || ours.isEmpty()) {
            return new Verdict(this, ours);
        }
        var theirs = summary.median(against.get(), metric);
        return new Verdict(
                this,
                theirs.isEmpty()
                        ? theirs
                        : OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble()));
    }

    public String text() {
        String bound = (most ? "at most " : "at least ") + number(limit);
        return against.map(peer -> "%s: %s x %s".formatted(metric.label(), bound, peer.label()))
                .orElse(metric.label() + ": " + bound);
    }

    /// With at most two decimals.
    public static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}
