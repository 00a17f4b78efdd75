package coffee.crema.server.web;

import coffee.crema.server.cluster.Cluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People at the web application of two nodes behind a balancer, of which one is killed.
class WebDeathIT {
    @TempDir Path dir;

    @Test
    void pages_go_on_when_a_node_is_killed() {
        try (var cluster = Cluster.of(2, dir)) {
            Specs.at(cluster.node(0), cluster.node(1)).run("death");
        }
    }
}
