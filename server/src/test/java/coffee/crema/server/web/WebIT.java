package coffee.crema.server.web;

import coffee.crema.server.cluster.NodeProcess;
import coffee.crema.server.cluster.NodeStart;
import coffee.crema.server.cluster.Tokens;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// People at the web application of one node.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebIT {
    @TempDir static Path dir;
    private NodeProcess node;

    @BeforeAll
    void open() {
        node = start("development").start();
    }

    @AfterAll
    void close() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void rooms() {
        Specs.at(node).run("room");
    }

    @Test
    void a_cupping() {
        Specs.at(node).run("cupping");
    }

    @Test
    void a_box() {
        Specs.at(node).run("box");
    }

    @Test
    void by_keys_alone() {
        Specs.at(node).run("keyboard");
    }

    @Test
    void in_korean() {
        Specs.at(node).run("korean");
    }

    @Test
    void a_node_in_production() {
        try (var production =
                start("production")
                        .set("crema.mode", "production")
                        .set("crema.auth.hs256-secret", Tokens.SECRET)
                        .start()) {
            Specs.at(production).with("CREMA_TOKEN", Tokens.of("hana")).run("production");
        }
    }

    private static NodeStart start(String name) {
        return NodeProcess.node(dir.resolve(name))
                .set("crema.limits.requests-per-minute", "1000000");
    }
}
