package coffee.crema.tastings.session;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a session is. `DRY` to `COOL` are gone through once a flight, the others once a session.
///
/// The usual times follow the clock of a cupping: the pour is t0, the crust is broken at 4:00, it is tasted hot from 8:00, warm from 12:00, and cool from 18:00 until 30:00.
public enum Step {
    /// Cuppers come in, samples are named.
    LOBBY("fragrance", null, false),
    /// A known coffee is scored together, to agree on the scale.
    CALIBRATION("fragrance", null, false),
    /// Dry fragrance: at most 15 minutes after grinding. It ends when water is poured, which a clock cannot do.
    DRY("fragrance", Duration.ofMinutes(15), false),
    POUR("fragrance", Duration.ofMinutes(4), true),
    BREAK("fragrance", Duration.ofMinutes(1), true),
    SKIM("fragrance", Duration.ofMinutes(3), true),
    HOT("flavor", Duration.ofMinutes(4), true),
    WARM("aftertaste", Duration.ofMinutes(6), true),
    /// It never ends by itself: what comes next may be the lock, which is the host's.
    COOL("aftertaste", Duration.ofMinutes(12), false),
    /// The sheets are frozen: what counts is what was in them when this step began.
    LOCK("discussion", null, false),
    DISCUSSION("discussion", null, false),
    REVEAL("discussion", null, false),
    CLOSED("discussion", null, false);

    /// Those of a flight, in their order.
    static final List<Step> OF_FLIGHT = List.of(DRY, POUR, BREAK, SKIM, HOT, WARM, COOL);

    private static final List<Step> ALL = List.of(values());

    private final String coarse;
    private final @Nullable Duration usual;
    private final boolean movesOn;

    Step(String coarse, @Nullable Duration usual, boolean movesOn) {
        this.coarse = coarse;
        this.usual = usual;
        this.movesOn = movesOn;
    }

    /// `fragrance`, `flavor`, `aftertaste` or `discussion`.
    public String coarse() {
        return coarse;
    }

    public Optional<Duration> usual() {
        return Optional.ofNullable(usual);
    }

    /// Whether the next step begins when the time is over, where a session does that.
    boolean movesOn() {
        return movesOn;
    }

    /// The next one in the list; not of the last.
    Step after() {
        return ALL.get(ALL.indexOf(this) + 1);
    }

    /// The one before in the list; not of the first.
    Step before() {
        return ALL.get(ALL.indexOf(this) - 1);
    }

    public boolean ofFlight() {
        return OF_FLIGHT.contains(this);
    }

    /// Whether the sheets are frozen.
    public boolean locked() {
        return compareTo(LOCK) >= 0;
    }

    /// As clients read it, for example `hot`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @return empty when there is no such step
    public static Optional<Step> find(String wireName) {
        for (Step step : values()) {
            if (step.wireName().equals(wireName)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }
}
