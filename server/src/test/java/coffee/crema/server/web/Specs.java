package coffee.crema.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.cluster.NodeProcess;
import coffee.crema.server.cluster.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The specs of the web application, run by Playwright. What one prints goes to the report; traces and screenshots of a failed one lie in `target/web`.
final class Specs {
    private static final Path WEB = Path.of("..", "web");
    private static final Path PLAYWRIGHT = Path.of("node_modules", "@playwright", "test", "cli.js");
    private static final Path RESULTS = Path.of("target", "web");
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Map<String, String> environment = new HashMap<>();

    private Specs(List<NodeProcess> nodes) {
        var each = nodes.stream().map(node -> node.http() + " " + node.pid()).toList();
        environment.put("CREMA_NODES", String.join(",", each));
        environment.put("NO_COLOR", "1");
    }

    /// @param nodes those that the people of the specs meet at; a spec may kill them
    static Specs at(NodeProcess... nodes) {
        return new Specs(List.of(nodes));
    }

    /// What a spec reads of its environment besides.
    Specs with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Runs the tests of one file.
    ///
    /// @throws AssertionError with what it printed, when one of them fails
    void run(String name) {
        Path file = Path.of("e2e", name + ".spec.ts");
        assertThat(WEB.resolve(file)).isRegularFile();
        assertThat(WEB.resolve(PLAYWRIGHT))
                .withFailMessage("Playwright is not installed: build the module web first")
                .isRegularFile();
        environment.put("CREMA_RESULTS", RESULTS.resolve(name).toAbsolutePath().toString());
        var command = List.of("node", PLAYWRIGHT.toString(), "test", file.toString());
        new Program(WEB, environment, command).run(WITHIN, System.out::println);
    }
}
