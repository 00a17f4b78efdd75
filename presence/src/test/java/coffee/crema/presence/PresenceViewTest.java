package coffee.crema.presence;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.node.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PresenceViewTest {
    private static final NodeId A = new NodeId("n-a");
    private static final NodeId B = new NodeId("n-b");

    private final Set<NodeId> alive = new HashSet<>(Set.of(A, B));
    private final PresenceView view = new PresenceView(alive::contains);

    PresenceViewTest() {
        view.replace(new PresenceTable.Loaded(version(0), List.of(), Map.of()), Map.of());
    }

    @Test
    void a_person_with_two_devices_leaves_with_the_last_one() {
        view.put(version(1), device("ann", "phone", A, 1));
        view.put(version(2), device("ann", "laptop", B, 2));
        assertThat(view.diff().joins()).hasSize(2);
        assertThat(view.peopleCount()).isEqualTo(1);

        view.remove(version(3), key("ann", "phone"));
        assertThat(view.diff().leaves())
                .extracting(Device::key)
                .containsExactly(key("ann", "phone"));
        assertThat(view.isHere(new UserId("ann"))).isTrue();

        view.remove(version(4), key("ann", "laptop"));
        assertThat(view.isHere(new UserId("ann"))).isFalse();
        assertThat(view.peopleCount()).isZero();
    }

    @Test
    void a_device_that_moves_to_another_node_shows_nothing() {
        view.put(version(1), device("ann", "phone", A, 1));
        view.diff();

        view.put(version(2), device("ann", "phone", B, 2));
        alive.remove(A);
        view.nodeChanged();

        assertThat(view.diff().isEmpty()).isTrue();
        assertThat(view.isHere(new UserId("ann"))).isTrue();
    }

    @Test
    void a_silent_node_takes_its_people_away_and_brings_them_back() {
        view.put(version(1), device("ann", "phone", A, 1));
        view.put(version(2), device("bob", "phone", B, 2));
        view.diff();

        alive.remove(A);
        view.nodeChanged();
        assertThat(view.diff().leaves())
                .extracting(d -> d.key().user().value())
                .containsExactly("ann");

        alive.add(A);
        view.nodeChanged();
        assertThat(view.diff().joins())
                .extracting(d -> d.key().user().value())
                .containsExactly("ann");
    }

    @Test
    void who_comes_and_goes_within_one_window_is_not_told() {
        view.put(version(1), device("ann", "phone", A, 1));
        view.remove(version(2), key("ann", "phone"));

        assertThat(view.diff().isEmpty()).isTrue();
    }

    @Test
    void an_old_word_does_not_bring_back_who_left() {
        view.put(version(1), device("ann", "phone", A, 1));
        view.remove(version(3), key("ann", "phone"));
        view.put(version(2), device("ann", "phone", B, 2));

        assertThat(view.isHere(new UserId("ann"))).isFalse();
        assertThat(view.behind(version(3))).isFalse();
    }

    @Test
    void a_missing_change_is_noticed_and_healed_by_reading() {
        view.put(version(1), device("ann", "phone", A, 1));
        view.put(version(3), device("cat", "phone", A, 3));
        assertThat(view.behind(version(3))).isTrue();

        view.replace(
                new PresenceTable.Loaded(
                        version(3),
                        List.of(
                                device("ann", "phone", A, 1),
                                device("bob", "phone", A, 2),
                                device("cat", "phone", A, 3)),
                        Map.of()),
                Map.of());

        assertThat(view.behind(version(3))).isFalse();
        assertThat(view.people())
                .containsExactlyInAnyOrder(new UserId("ann"), new UserId("bob"), new UserId("cat"));
    }

    @Test
    void a_table_that_lost_its_memory_replaces_everything() {
        view.put(version(7), device("ann", "phone", A, 7));
        var reborn = new PresenceTable.Version("second", 1);
        assertThat(view.put(reborn, device("bob", "phone", A, 1))).isFalse();
        assertThat(view.behind(reborn)).isTrue();

        view.replace(
                new PresenceTable.Loaded(reborn, List.of(device("bob", "phone", A, 1)), Map.of()),
                Map.of());

        assertThat(view.people()).containsExactly(new UserId("bob"));
    }

    /// Whatever order changes are heard in, whichever are lost, and wherever reads fall between them: after a last read the view is the table, and the diffs told add up to it.
    @Property(tries = 300)
    void any_order_of_words_and_reads_converges(@ForAll long seed) {
        var random = new Random(seed);
        var table = new LinkedHashMap<Device.Key, Device>();
        var words = new ArrayList<Runnable>();
        var told = new HashSet<Device.Key>();
        var seen = new PresenceView(alive::contains);
        seen.replace(new PresenceTable.Loaded(version(0), List.of(), Map.of()), Map.of());
        for (int count = 1; count <= 40; count++) {
            var version = version(count);
            Device.Key key = key("u" + random.nextInt(4), "d" + random.nextInt(2));
            if (table.containsKey(key) && random.nextBoolean()) {
                table.remove(key);
                words.add(() -> seen.remove(version, key));
            } else {
                var device =
                        new Device(
                                key,
                                random.nextBoolean() ? A : B,
                                key.user().value(),
                                "cupper",
                                0,
                                count);
                table.put(key, device);
                words.add(() -> seen.put(version, device));
            }
            if (random.nextInt(4) == 0) {
                Collections.shuffle(words, random);
                words.subList(0, random.nextInt(words.size() + 1)).forEach(Runnable::run);
                words.clear();
            }
            if (random.nextInt(10) == 0) {
                seen.replace(
                        new PresenceTable.Loaded(version, List.copyOf(table.values()), Map.of()),
                        Map.of());
            }
            tell(seen.diff(), told);
            assertThat(told).isEqualTo(keysShown(seen));
        }
        seen.replace(
                new PresenceTable.Loaded(version(40), List.copyOf(table.values()), Map.of()),
                Map.of());
        tell(seen.diff(), told);
        assertThat(told).isEqualTo(table.keySet());
        assertThat(seen.behind(version(40))).isFalse();
    }

    private static void tell(PresenceView.Diff diff, Set<Device.Key> told) {
        diff.leaves().forEach(device -> told.remove(device.key()));
        diff.joins().forEach(device -> told.add(device.key()));
    }

    private static Set<Device.Key> keysShown(PresenceView view) {
        var keys = new HashMap<Device.Key, Device>();
        view.shown().forEach(device -> keys.put(device.key(), device));
        return keys.keySet();
    }

    private static PresenceTable.Version version(long count) {
        return new PresenceTable.Version("first", count);
    }

    private static Device.Key key(String user, String ref) {
        return new Device.Key(new UserId(user), ref);
    }

    private static Device device(String user, String ref, NodeId node, long version) {
        return new Device(key(user, ref), node, user, "cupper", 0, version);
    }
}
