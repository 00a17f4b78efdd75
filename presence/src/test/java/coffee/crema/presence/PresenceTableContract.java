package coffee.crema.presence;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.rooms.RoomId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every {@link PresenceTable} keeps to.
public abstract class PresenceTableContract {
    private static final NodeId A = new NodeId("n-a");
    private static final NodeId B = new NodeId("n-b");

    private final RoomId room = new RoomId("r-" + UUID.randomUUID());

    protected abstract PresenceTable table();

    @Test
    void every_change_has_the_next_version() {
        var first = get(table().put(room, device("ann", "phone", A, 10)));
        var second = get(table().put(room, device("bob", "phone", A, 20)));
        var third = get(table().remove(room, key("ann", "phone"), A)).orElseThrow();

        assertThat(second.version().count()).isEqualTo(first.version().count() + 1);
        assertThat(third.count()).isEqualTo(first.version().count() + 2);
        assertThat(third.epoch()).isEqualTo(first.version().epoch());
        assertThat(second.device().version()).isEqualTo(second.version().count());
        assertThat(get(table().versions(List.of(room)))).containsEntry(room, third);
    }

    @Test
    void a_device_that_is_taken_over_keeps_its_time_and_cannot_be_removed_by_its_former_node() {
        get(table().put(room, device("ann", "phone", A, 10)));
        var moved = get(table().put(room, device("ann", "phone", B, 99)));

        assertThat(moved.device().sinceMs()).isEqualTo(10);
        assertThat(moved.device().node()).isEqualTo(B);
        assertThat(get(table().remove(room, key("ann", "phone"), A))).isEmpty();
        assertThat(get(table().load(room)).devices()).containsExactly(moved.device());
        assertThat(get(table().remove(room, key("ann", "phone"), B))).isPresent();
        assertThat(get(table().load(room)).devices()).isEmpty();
    }

    @Test
    void removing_twice_is_harmless() {
        get(table().put(room, device("ann", "phone", A, 10)));
        assertThat(get(table().remove(room, key("ann", "phone"), A))).isPresent();
        assertThat(get(table().remove(room, key("ann", "phone"), A))).isEmpty();
    }

    @Test
    void a_state_lives_as_long_as_its_device() {
        get(table().keepState(room, key("ann", "phone"), "{\"cup\":1}"));
        assertThat(get(table().load(room)).states()).isEmpty();

        get(table().put(room, device("ann", "phone", A, 10)));
        get(table().keepState(room, key("ann", "phone"), "{\"cup\":3}"));
        assertThat(get(table().load(room)).states())
                .isEqualTo(Map.of(key("ann", "phone"), "{\"cup\":3}"));

        get(table().remove(room, key("ann", "phone"), A));
        assertThat(get(table().load(room)).states()).isEmpty();
    }

    @Test
    void an_emptied_room_goes_on_counting_in_one_epoch_or_begins_another() {
        var before = get(table().put(room, device("ann", "phone", A, 10))).version();
        get(table().remove(room, key("ann", "phone"), A));
        var after = get(table().put(room, device("ann", "phone", A, 10))).version();

        assertThat(after.epoch().equals(before.epoch()) && after.count() <= before.count())
                .isFalse();
    }

    @Test
    void names_of_any_script_and_with_line_breaks_survive() {
        var stored =
                get(
                        table().put(
                                        room,
                                        new Device(
                                                key("auth0|7", "ab"),
                                                A,
                                                "김\n민지 \"☕\"",
                                                "host",
                                                5,
                                                0)));

        assertThat(get(table().load(room)).devices()).containsExactly(stored.device());
    }

    @Test
    void versions_of_many_rooms_come_at_once() {
        var rooms =
                IntStream.range(0, 1_201)
                        .mapToObj(i -> new RoomId(room.value() + "." + i))
                        .toList();
        get(table().put(rooms.get(700), device("ann", "phone", A, 10)));

        var versions = get(table().versions(rooms));

        assertThat(versions).hasSize(1_201);
        assertThat(versions.get(rooms.get(700)).count()).isPositive();
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Device.Key key(String user, String ref) {
        return new Device.Key(new UserId(user), ref);
    }

    private static Device device(String user, String ref, NodeId node, long sinceMs) {
        return new Device(key(user, ref), node, user, "cupper", sinceMs, 0);
    }
}
