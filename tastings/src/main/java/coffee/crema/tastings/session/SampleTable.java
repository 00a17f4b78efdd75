package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Puts samples on the table: each gets a code and a place at random, and each cupper an order. Without I/O.
final class SampleTable {
    private static final double TARGET_MAX = 100;

    private final RandomGenerator random;

    /// @param random must be unpredictable
    SampleTable(RandomGenerator random) {
        this.random = random;
    }

    /// What is new on the table.
    ///
    /// @throws RejectedException `invalid_field`, `too_many`
    List<Sample> place(List<Sample> there, List<NewSample> asked) {
        if (there.size() + asked.size() > TastingLimits.SAMPLES_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "samples of a session", TastingLimits.SAMPLES_MAX);
        }
        Set<String> codes = new HashSet<>();
        there.forEach(sample -> codes.add(sample.code()));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            places.add(there.size() + i);
        }
        Collections.shuffle(places, Random.from(random));
        List<Sample> placed = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String code = BlindCodes.fresh(codes, random);
            codes.add(code);
            placed.add(sample("data.samples[" + i + "]", code, places.get(i), asked.get(i)));
        }
        boolean twoCalibrate =
                there.stream().filter(Sample::calibrates).count()
                                + placed.stream().filter(Sample::calibrates).count()
                        > 1;
        if (twoCalibrate) {
            throw RejectedException.invalid("data.samples", "at most one sample has a target", 1);
        }
        return placed;
    }

    private static Sample sample(String field, String code, int place, NewSample asked) {
        if (asked.target() != null && asked.flight() != null) {
            throw RejectedException.invalid(
                    field + ".flight", "a sample with a target is of no flight");
        }
        int flight = asked.flight() == null ? 1 : asked.flight();
        if (flight < 1 || flight > TastingLimits.FLIGHTS_MAX) {
            throw RejectedException.invalid(
                    field + ".flight",
                    "1 to " + TastingLimits.FLIGHTS_MAX,
                    TastingLimits.FLIGHTS_MAX);
        }
        return new Sample(
                code,
                place,
                asked.target() == null ? flight - 1 : Sample.CALIBRATION,
                asked.identity().checked(field + ".identity"),
                Optional.ofNullable(asked.owner()),
                asked.target() == null ? OptionalInt.empty() : target(field, asked.target()),
                OptionalLong.empty());
    }

    private static OptionalInt target(String field, double target) {
        if (!(target >= 0 && target <= TARGET_MAX)) {
            throw RejectedException.invalid(field + ".target", "0 to 100", (long) TARGET_MAX);
        }
        return OptionalInt.of((int) Math.round(target * 100));
    }

    /// How many flights these samples make. Each flight up to the last has at least one.
    static int flights(List<Sample> samples) {
        int last = samples.stream().mapToInt(Sample::flight).max().orElse(0);
        for (int flight = 0; flight < last; flight++) {
            int wanted = flight;
            if (samples.stream().noneMatch(sample -> sample.flight() == wanted)) {
                throw RejectedException.invalid(
                        "data.samples", "flight " + (flight + 1) + " has no sample");
            }
        }
        return Math.max(0, last) + 1;
    }

    /// The order of one cupper, the calibration's sample first.
    List<String> order(Tasting tasting, List<Sample> samples, int cupper) {
        List<String> order = new ArrayList<>();
        for (int flight = Sample.CALIBRATION; flight < tasting.timetable().flights(); flight++) {
            int wanted = flight;
            List<String> codes =
                    samples.stream()
                            .filter(sample -> sample.flight() == wanted)
                            .sorted(Comparator.comparingInt(Sample::place))
                            .map(Sample::code)
                            .toList();
            order.addAll(Presentations.of(tasting.ordering(), codes, cupper, random));
        }
        return order;
    }
}
