package coffee.crema.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a JVM is started: as `./crema run` starts the node's, and the peers' alike.
final class JavaCommand {
    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:MetaspaceSize=128m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private JavaCommand() {}

    /// With the options of `CREMA_JAVA_OPTS`, as `./crema run` has them: to profile a node, for example.
    static List<String> jar(Path jar, List<String> arguments) {
        var options = System.getenv().getOrDefault("CREMA_JAVA_OPTS", "").strip();
        var what = new ArrayList<String>();
        if (!options.isEmpty()) {
            what.addAll(List.of(options.split("\\s+", -1)));
        }
        what.addAll(List.of("-jar", jar.toString()));
        return command(what, arguments);
    }

    static List<String> main(Class<?> main, List<String> arguments) {
        return command(
                List.of("-cp", System.getProperty("java.class.path"), main.getName()), arguments);
    }

    private static List<String> command(List<String> what, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(HOME.resolve("bin/java").toString());
        command.addAll(FLAGS);
        command.addAll(what);
        command.addAll(arguments);
        return command;
    }

    /// A full collection in another JVM.
    static void collectGarbage(ProcessHandle jvm) {
        ask("jcmd", Long.toString(jvm.pid()), "GC.run");
    }

    /// Whether another JVM has filled its young generation more than once: all of it is resident then.
    static boolean hasFilledYoungGeneration(ProcessHandle jvm) {
        return Integer.parseInt(statistic(jvm, "-gc", "YGC")) > 1;
    }

    /// What the compilers of another JVM have taken so far, in seconds.
    static double compileSeconds(ProcessHandle jvm) {
        return Double.parseDouble(statistic(jvm, "-compiler", "Time"));
    }

    private static String statistic(ProcessHandle jvm, String option, String title) {
        List<String> lines = ask("jstat", option, Long.toString(jvm.pid())).lines().toList();
        int column = List.of(lines.getFirst().strip().split("\\s+", -1)).indexOf(title);
        return lines.getLast().strip().split("\\s+", -1)[column];
    }

    private static String ask(String tool, String... arguments) {
        var command = new ArrayList<>(List.of(HOME.resolve("bin").resolve(tool).toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
