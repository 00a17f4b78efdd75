package coffee.crema.server.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A program of this machine that runs to its end.
///
/// @param place its working directory
/// @param environment over that of this process
/// @param command its name, to be found on the PATH, and its arguments
public record Program(Path place, Map<String, String> environment, List<String> command) {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /// Runs it.
    ///
    /// @param heard what it prints, line by line, on another thread
    /// @throws AssertionError with all that it printed, when it fails or takes longer than `within`
    public void run(Duration within, Consumer<String> heard) {
        var said = new ConcurrentLinkedQueue<String>();
        try {
            var builder =
                    new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            Thread listener = Thread.startVirtualThread(() -> listen(process, said, heard));
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            listener.join(LAST_WORDS);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        String.join(" ", command)
                                + (ended ? " failed:\n" : " did not end:\n")
                                + String.join("\n", said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command.getFirst() + " is needed on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void listen(Process process, Queue<String> said, Consumer<String> heard) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                heard.accept(line);
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
    }
}
