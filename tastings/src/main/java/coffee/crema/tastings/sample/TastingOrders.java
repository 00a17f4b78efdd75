package coffee.crema.tastings.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// In which order cuppers taste, so that no sample gains by its place or by what came before it.
public final class TastingOrders {

    /// How many samples one order may hold.
    public static final int SAMPLES_MAX = 200;

    private TastingOrders() {}

    /// For cuppers with a set of samples each: rows of a Williams square, in random order, with the samples put into it at random. As many
    /// cuppers as the square has rows see each sample as often at each place, and as often after each other one.
    ///
    /// @return one order for each cupper
    public static <S> List<List<S>> ownSets(List<S> samples, int cuppers, RandomGenerator random) {
        var shuffled = new ArrayList<>(bounded(samples));
        Collections.shuffle(shuffled, random);
        List<List<Integer>> square = williamsSquare(samples.size());
        var orders = new ArrayList<List<S>>();
        var rows = new ArrayList<List<Integer>>();
        for (int cupper = 0; cupper < cuppers; cupper++) {
            if (rows.isEmpty()) {
                rows.addAll(square);
                Collections.shuffle(rows, random);
            }
            orders.add(rows.removeLast().stream().map(shuffled::get).toList());
        }
        return orders;
    }

    /// For a cupper who comes when others have their orders: one of those rows of the others' square that fewest of them have, at random.
    ///
    /// @param given orders of the same samples, as {@link #ownSets} made them; may be empty
    public static <S> List<S> ownSetOfLatecomer(
            List<S> samples, List<List<S>> given, RandomGenerator random) {
        if (given.isEmpty()) {
            return ownSets(samples, 1, random).getFirst();
        }
        List<List<S>> rows = squareOf(given.getFirst());
        long least = rows.stream().mapToLong(row -> times(row, given)).min().orElseThrow();
        List<List<S>> rarest = rows.stream().filter(row -> times(row, given) == least).toList();
        return rarest.get(random.nextInt(rarest.size()));
    }

    /// All rows of the square that a row is of: any row will do for the first, since the others are its shifts and their mirror images.
    private static <S> List<List<S>> squareOf(List<S> row) {
        List<List<Integer>> square = williamsSquare(row.size());
        List<Integer> first = square.getFirst();
        var samples = new ArrayList<>(row);
        for (int i = 0; i < row.size(); i++) {
            samples.set(first.get(i), row.get(i));
        }
        return square.stream().map(numbers -> numbers.stream().map(samples::get).toList()).toList();
    }

    private static <S> long times(List<S> row, List<List<S>> given) {
        return given.stream().filter(row::equals).count();
    }

    /// For cuppers who walk around one table: everybody starts somewhere, and goes one way or the other.
    ///
    /// @param samples as they stand on the table
    /// @return one order for each cupper
    public static <S> List<List<S>> sharedTable(
            List<S> samples, int cuppers, RandomGenerator random) {
        bounded(samples);
        return IntStream.range(0, cuppers)
                .mapToObj(
                        _ -> around(samples, random.nextInt(samples.size()), random.nextBoolean()))
                .toList();
    }

    private static <S> List<S> around(List<S> samples, int start, boolean backwards) {
        int n = samples.size();
        return IntStream.range(0, n)
                .map(step -> Math.floorMod(start + (backwards ? -step : step), n))
                .mapToObj(samples::get)
                .toList();
    }

    /// Orders of 0 to n-1, each of which is a row: n of them when n is even, 2n when it is odd. Each number is as often at each place, and each
    /// follows each other one as often.
    static List<List<Integer>> williamsSquare(int n) {
        var first = new ArrayList<Integer>();
        for (int i = 0; i < n; i++) {
            first.add(i % 2 == 1 ? (i + 1) / 2 : (n - i / 2) % n);
        }
        var rows = new ArrayList<List<Integer>>();
        for (int shift = 0; shift < n; shift++) {
            int by = shift;
            rows.add(first.stream().map(sample -> (sample + by) % n).toList());
        }
        if (n % 2 == 1 && n > 1) {
            List.copyOf(rows).forEach(row -> rows.add(row.reversed()));
        }
        return rows;
    }

    private static <S> List<S> bounded(List<S> samples) {
        if (samples.isEmpty() || samples.size() > SAMPLES_MAX) {
            throw new IllegalArgumentException(
                    "1 to " + SAMPLES_MAX + " samples, not " + samples.size());
        }
        return samples;
    }
}
