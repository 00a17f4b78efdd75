package coffee.crema.load.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Clients that only exist in JavaScript, in a process of Node's: a command is a line, and so is its answer, in JSON. One thread at a time.
public final class NodeScript implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    public NodeScript(Path script, String... arguments) {
        var command = new ArrayList<>(List.of("node", script.toString()));
        command.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException("Node.js is needed on the PATH", e);
        }
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Has a command carried out, and waits for its answer.
    public JsonNode call(String name, long... words) {
        try {
            var line = new StringBuilder(name);
            for (long word : words) {
                line.append(' ').append(word);
            }
            commands.write(line.append('\n').toString());
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the clients ended during " + name);
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
