package coffee.crema.crdt.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.crdt.ChangeHash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class ChangeGraphTest {

    private static ChangeHash hash(Random random) {
        return new ChangeHash(
                random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /// Beside the plainest model there is.
    @Property(tries = 200)
    void knows_what_a_map_of_sets_knows(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        var random = new Random(seed);
        var graph = new ChangeGraph();
        Map<ChangeHash, Set<ChangeHash>> ancestors = new HashMap<>();
        var order = new ArrayList<ChangeHash>();
        Set<ChangeHash> heads = new HashSet<>();
        int count = random.nextInt(120);
        for (int i = 0; i < count; i++) {
            var on = new HashSet<ChangeHash>();
            for (int n = random.nextInt(4); n > 0 && !order.isEmpty(); n--) {
                on.add(order.get(random.nextInt(order.size())));
            }
            ChangeHash hash = hash(random);
            assertThat(graph.add(hash, List.copyOf(on))).isTrue();
            assertThat(graph.add(hash, List.copyOf(on))).isFalse();
            var all = new HashSet<>(Set.of(hash));
            on.forEach(dependency -> all.addAll(ancestors.get(dependency)));
            ancestors.put(hash, all);
            order.add(hash);
            heads.removeAll(on);
            heads.add(hash);
            if (random.nextInt(20) == 0) {
                graph.trim();
            }
        }
        assertThat(graph.size()).isEqualTo(count);
        assertThat(graph.heads()).containsExactlyInAnyOrderElementsOf(heads).isSorted();
        assertThat(graph.contains(hash(random))).isFalse();
        for (int i = 0; i < count; i++) {
            assertThat(graph.indexOf(order.get(i))).isEqualTo(i);
            assertThat(graph.hashAt(i)).isEqualTo(order.get(i));
        }
        if (count > 0) {
            var asked = new HashSet<ChangeHash>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                asked.add(order.get(random.nextInt(count)));
            }
            var expected = new HashSet<ChangeHash>();
            asked.forEach(one -> expected.addAll(ancestors.get(one)));
            asked.add(hash(random)); // unknown ones are passed over
            BitSet found = graph.ancestors(asked);
            assertThat(found.stream().mapToObj(graph::hashAt))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void five_thousand_changes_take_at_most_fifty_six_bytes_each() {
        var random = new Random(3);
        var graph = new ChangeGraph();
        ChangeHash last = hash(random);
        graph.add(last, List.of());
        for (int i = 1; i < 5000; i++) {
            ChangeHash next = hash(random);
            graph.add(next, List.of(last));
            last = next;
        }
        graph.trim();
        assertThat(graph.memoryBytes()).isLessThan(5000 * 56);
        assertThat(graph.ancestors(List.of(last)).cardinality()).isEqualTo(5000);
    }

    @Test
    void a_change_whose_dependency_is_missing_is_a_bug_of_the_caller() {
        var random = new Random(4);
        var graph = new ChangeGraph();
        assertThatThrownBy(() -> graph.add(hash(random), List.of(hash(random))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(graph.size()).isZero();
    }
}
