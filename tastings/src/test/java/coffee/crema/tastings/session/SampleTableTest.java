package coffee.crema.tastings.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTableTest {
    private final Random random = new Random(7);

    @Test
    void codes_are_unique_three_digits_and_none_that_a_mind_prefers() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < TastingLimits.SAMPLES_MAX; i++) {
            assertThat(codes.add(BlindCodes.fresh(codes, random))).isTrue();
        }
        assertThat(codes)
                .allMatch(code -> code.matches("[1-9][0-9]{2}"))
                .noneMatch(code -> BlindCodes.isMemorable(Integer.parseInt(code)));
        assertThat(List.of(111, 999, 123, 789, 321, 987, 100, 500))
                .allMatch(BlindCodes::isMemorable);
        assertThat(List.of(112, 417, 135, 110, 909)).noneMatch(BlindCodes::isMemorable);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 10})
    void in_a_square_each_sample_is_as_often_in_each_place_and_after_each_other(int n) {
        List<String> codes = IntStream.range(0, n).mapToObj(i -> "c" + i).toList();
        int rows = n % 2 == 0 ? n : 2 * n;
        int[][] places = new int[n][n];
        int[][] follows = new int[n][n];
        for (int row = 0; row < rows; row++) {
            List<String> order = Presentations.of(Ordering.SQUARE, codes, row, random);
            assertThat(order).containsExactlyInAnyOrderElementsOf(codes);
            for (int place = 0; place < n; place++) {
                int sample = codes.indexOf(order.get(place));
                places[sample][place]++;
                if (place > 0) {
                    follows[codes.indexOf(order.get(place - 1))][sample]++;
                }
            }
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                assertThat(places[a][b]).isEqualTo(rows / n);
                assertThat(follows[a][b]).isEqualTo(a == b ? 0 : rows / n);
            }
        }
    }

    @Test
    void at_a_table_each_goes_around_from_somewhere_in_one_direction() {
        List<String> codes = List.of("a", "b", "c", "d");
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(Presentations.of(Ordering.TABLE, codes, 0, random));
        }
        assertThat(seen).hasSize(8);
        for (List<String> order : seen) {
            int step = Math.floorMod(codes.indexOf(order.get(1)) - codes.indexOf(order.get(0)), 4);
            assertThat(step).isIn(1, 3);
            List<String> around = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                around.add(codes.get((codes.indexOf(order.get(0)) + i * step) % 4));
            }
            assertThat(order).isEqualTo(around);
        }
    }
}
