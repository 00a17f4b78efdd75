package coffee.crema.tastings.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TastingOrdersTest {

    @Property(tries = 60)
    void a_williams_square_balances_places_and_neighbours(
            @ForAll @IntRange(min = 1, max = 24) int n) {
        List<List<Integer>> rows = TastingOrders.williamsSquare(n);
        assertThat(rows).hasSize(n % 2 == 0 || n == 1 ? n : 2 * n);
        Map<String, Integer> places = new HashMap<>();
        Map<String, Integer> neighbours = new HashMap<>();
        for (List<Integer> row : rows) {
            assertThat(row).containsExactlyInAnyOrderElementsOf(numbers(n));
            for (int i = 0; i < n; i++) {
                places.merge(row.get(i) + "@" + i, 1, Integer::sum);
                if (i > 0) {
                    neighbours.merge(row.get(i - 1) + ">" + row.get(i), 1, Integer::sum);
                }
            }
        }
        assertThat(places).hasSize(n * n);
        assertThat(new HashSet<>(places.values())).hasSize(1);
        assertThat(neighbours).hasSize(n * (n - 1));
        assertThat(new HashSet<>(neighbours.values())).hasSizeLessThanOrEqualTo(1);
    }

    @Property(tries = 100)
    void every_cupper_tastes_every_sample_once(
            @ForAll @IntRange(min = 1, max = 15) int samples,
            @ForAll @IntRange(max = 40) int cuppers,
            @ForAll long seed) {
        List<Integer> table = numbers(samples);
        for (List<List<Integer>> orders :
                List.of(
                        TastingOrders.ownSets(table, cuppers, new Random(seed)),
                        TastingOrders.sharedTable(table, cuppers, new Random(seed)))) {
            assertThat(orders).hasSize(cuppers);
            assertThat(orders)
                    .allSatisfy(o -> assertThat(o).containsExactlyInAnyOrderElementsOf(table));
        }
    }

    @Property(tries = 60)
    void as_many_cuppers_as_rows_get_the_whole_square(
            @ForAll @IntRange(min = 2, max = 12) int samples, @ForAll long seed) {
        int rows = TastingOrders.williamsSquare(samples).size();
        List<List<Integer>> orders =
                TastingOrders.ownSets(numbers(samples), rows, new Random(seed));
        assertThat(new HashSet<>(orders)).hasSize(rows);
        for (int place = 0; place < samples; place++) {
            int at = place;
            var seen = new ArrayList<>(orders.stream().map(o -> o.get(at)).toList());
            numbers(samples).forEach(seen::remove);
            assertThat(seen).hasSize(rows - samples);
        }
    }

    @Property(tries = 100)
    void latecomers_fill_up_the_square_of_the_others(
            @ForAll @IntRange(min = 1, max = 9) int samples,
            @ForAll @IntRange(max = 6) int before,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Integer> table = numbers(samples);
        int rows = TastingOrders.williamsSquare(samples).size();
        List<List<Integer>> orders = new ArrayList<>(TastingOrders.ownSets(table, before, random));
        while (orders.size() < rows || orders.size() % rows != 0) {
            orders.add(TastingOrders.ownSetOfLatecomer(table, orders, random));
        }
        Map<List<Integer>, Integer> times = new HashMap<>();
        orders.forEach(order -> times.merge(order, 1, Integer::sum));
        assertThat(times).as("each row of one square").hasSize(rows);
        assertThat(new HashSet<>(times.values())).as("as often as each other").hasSize(1);
        for (int place = 0; place < samples; place++) {
            int at = place;
            assertThat(orders.stream().filter(order -> order.get(at) == 0).count())
                    .isEqualTo(orders.size() / samples);
        }
    }

    @Property(tries = 100)
    void around_a_table_one_walks_in_one_direction(
            @ForAll @IntRange(min = 3, max = 12) int samples, @ForAll long seed) {
        for (List<Integer> order :
                TastingOrders.sharedTable(numbers(samples), 4, new Random(seed))) {
            int step = Math.floorMod(order.get(1) - order.get(0), samples);
            assertThat(step).isIn(1, samples - 1);
            for (int i = 1; i < samples; i++) {
                assertThat(Math.floorMod(order.get(i) - order.get(i - 1), samples)).isEqualTo(step);
            }
        }
    }

    private static List<Integer> numbers(int n) {
        return IntStream.range(0, n).boxed().toList();
    }
}
