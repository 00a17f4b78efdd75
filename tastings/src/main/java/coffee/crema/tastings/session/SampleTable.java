package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.sample.BlindCodes;
import coffee.crema.tastings.sample.TastingOrders;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Puts samples on the table: each gets a code and a place at random, and each cupper an order. Without I/O.
final class SampleTable {
    private static final double TARGET_MAX = 100;

    private final SecureRandom random;

    SampleTable(SecureRandom random) {
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
        Collections.shuffle(places, random);
        List<Sample> placed = new ArrayList<>();
        List<String> fresh = BlindCodes.draw(asked.size(), codes, random);
        for (int i = 0; i < asked.size(); i++) {
            String field = "data.samples[" + i + "]";
            placed.add(sample(field, fresh.get(i), places.get(i), asked.get(i)));
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

    /// The orders of a panel: for each cupper the calibration's sample, then flight after flight.
    List<List<String>> orders(Ordering ordering, List<Sample> samples, int cuppers) {
        List<List<String>> orders = new ArrayList<>();
        for (int i = 0; i < cuppers; i++) {
            orders.add(new ArrayList<>());
        }
        for (List<String> codes : byFlight(samples)) {
            List<List<String>> flight =
                    switch (ordering) {
                        case SQUARE -> TastingOrders.ownSets(codes, cuppers, random);
                        case TABLE -> TastingOrders.sharedTable(codes, cuppers, random);
                    };
            for (int i = 0; i < cuppers; i++) {
                orders.get(i).addAll(flight.get(i));
            }
        }
        return orders;
    }

    /// The order of one who comes when the others have theirs.
    List<String> orderOfLatecomer(Ordering ordering, List<Sample> samples, List<Cupper> others) {
        List<String> order = new ArrayList<>();
        for (List<String> codes : byFlight(samples)) {
            List<List<String>> given =
                    others.stream()
                            .map(other -> other.order().stream().filter(codes::contains).toList())
                            .filter(flight -> flight.size() == codes.size())
                            .toList();
            order.addAll(
                    switch (ordering) {
                        case SQUARE -> TastingOrders.ownSetOfLatecomer(codes, given, random);
                        case TABLE -> TastingOrders.sharedTable(codes, 1, random).getFirst();
                    });
        }
        return order;
    }

    /// The codes of each flight that has samples, in the order of the table; the calibration's first.
    private static List<List<String>> byFlight(List<Sample> samples) {
        return samples.stream()
                .sorted(Comparator.comparingInt(Sample::place))
                .collect(
                        Collectors.groupingBy(
                                Sample::flight,
                                TreeMap::new,
                                Collectors.mapping(Sample::code, Collectors.toList())))
                .values()
                .stream()
                .toList();
    }
}
