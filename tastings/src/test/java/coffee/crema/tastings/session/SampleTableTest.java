package coffee.crema.tastings.session;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.tastings.session.TastingCommand.NewSample;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTableTest {
    private final SampleTable table = new SampleTable(new SecureRandom());

    @Test
    void a_full_table_has_codes_that_differ_and_each_place_once() {
        List<Sample> first = table.place(List.of(), samples(60, 1));
        List<Sample> rest = table.place(first, samples(40, 1));
        List<Sample> all = Stream.concat(first.stream(), rest.stream()).toList();
        assertThat(all).extracting(Sample::code).doesNotHaveDuplicates().hasSize(100);
        assertThat(all)
                .extracting(Sample::place)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void each_cupper_goes_through_flight_after_flight(Ordering ordering) {
        List<Sample> all = new ArrayList<>(table.place(List.of(), samples(4, 1)));
        all.addAll(table.place(all, samples(3, 2)));
        NewSample known = new NewSample(Identity.named("Known"), null, 84.0, null);
        all.addAll(table.place(all, List.of(known)));
        List<List<String>> orders = table.orders(ordering, all, 5);
        orders.add(table.orderOfLatecomer(ordering, all, cuppers(orders)));
        assertThat(orders)
                .hasSize(6)
                .allSatisfy(order -> {
                    assertThat(order).hasSize(8);
                    assertThat(codes(all, Sample.CALIBRATION)).containsExactly(order.get(0));
                    assertThat(order.subList(1, 5))
                            .containsExactlyInAnyOrderElementsOf(codes(all, 0));
                    assertThat(order.subList(5, 8))
                            .containsExactlyInAnyOrderElementsOf(codes(all, 1));
                });
    }

    @Test
    void with_own_sets_a_panel_and_its_latecomers_have_each_row_of_the_square() {
        List<Sample> all = table.place(List.of(), samples(6, 1));
        List<List<String>> orders = table.orders(Ordering.SQUARE, all, 4);
        orders.add(table.orderOfLatecomer(Ordering.SQUARE, all, cuppers(orders)));
        orders.add(table.orderOfLatecomer(Ordering.SQUARE, all, cuppers(orders)));
        for (int place = 0; place < 6; place++) {
            Set<String> at = new HashSet<>();
            for (List<String> order : orders) {
                at.add(order.get(place));
            }
            assertThat(at).as("place " + place).hasSize(6);
        }
    }

    private static List<NewSample> samples(int count, int flight) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NewSample(Identity.named("S" + i), flight, null, null))
                .toList();
    }

    private static List<String> codes(List<Sample> samples, int flight) {
        return samples.stream().filter(s -> s.flight() == flight).map(Sample::code).toList();
    }

    private static List<Cupper> cuppers(List<List<String>> orders) {
        return IntStream.range(0, orders.size())
                .mapToObj(i ->
                        new Cupper(
                                TastingWorld.member("c" + i).user(),
                                "C" + i,
                                i,
                                orders.get(i),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false))
                .toList();
    }
}
