package coffee.crema.realtime.node.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.node.NodeDirectory;
import coffee.crema.realtime.node.NodeDirectoryContract;
import coffee.crema.realtime.node.NodeId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SingleNodeDirectoryTest extends NodeDirectoryContract {

    private final SingleNodeDirectory directory = new SingleNodeDirectory(new NodeId("n-only"));

    @Override
    protected NodeDirectory directory() {
        return directory;
    }

    @Override
    protected Optional<NodeDirectory> another() {
        return Optional.empty();
    }

    @Test
    void it_is_alone() {
        assertThat(directory.alive()).containsExactly(new NodeId("n-only"));
    }
}
