package coffee.crema.realtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// What every {@link NodeDirectory} keeps. Extend it, and give the directory.
public abstract class NodeDirectoryContract {

    private static final Duration SOON = Duration.ofSeconds(10);

    protected abstract NodeDirectory directory();

    /// One more node of the same cluster, alive from now on, which the test closes; empty where there cannot be one.
    protected abstract Optional<NodeDirectory> another();

    @Test
    void a_node_knows_itself_alive() {
        NodeId self = directory().self();
        assertThat(directory().self()).isEqualTo(self);
        assertThat(directory().alive()).contains(self);
    }

    @Test
    void what_it_says_cannot_be_changed() {
        Set<NodeId> alive = directory().alive();
        assertThatThrownBy(() -> alive.add(new NodeId("n-other")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void nobody_is_told_of_oneself() {
        var heard = new Heard();
        directory().listen(heard);
        assertThat(directory().alive()).contains(directory().self());
        assertThat(heard.joined).doesNotContain(directory().self());
    }

    @Test
    void nodes_come_and_go_and_listeners_hear_of_it_once() {
        var heard = new Heard();
        directory().listen(heard);
        var other = another();
        assumeTrue(other.isPresent(), "a single node has no others");
        NodeId id = other.get().self();
        await().atMost(SOON).until(() -> directory().alive().contains(id));
        await().atMost(SOON).until(() -> other.get().alive().contains(directory().self()));
        await().atMost(SOON).until(() -> heard.joined.contains(id));
        other.get().close();
        await().atMost(SOON).until(() -> !directory().alive().contains(id));
        await().atMost(SOON).until(() -> heard.gone.contains(id));
        assertThat(heard.joined.stream().filter(id::equals)).hasSize(1);
        assertThat(heard.gone.stream().filter(id::equals)).hasSize(1);
    }

    /// What a listener heard.
    static final class Heard implements NodeDirectory.Listener {
        final List<NodeId> joined = new CopyOnWriteArrayList<>();
        final List<NodeId> gone = new CopyOnWriteArrayList<>();

        @Override
        public void joined(NodeId node) {
            joined.add(node);
        }

        @Override
        public void gone(NodeId node) {
            gone.add(node);
        }
    }
}
