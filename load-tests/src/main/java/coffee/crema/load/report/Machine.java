package coffee.crema.load.report;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the figures come from.
public final class Machine {
    private Machine() {}

    public static Map<String, String> describe() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("CPU", cpuModel());
        facts.put("cores", Integer.toString(cores()));
        facts.put("memory", memory());
        facts.put(
                "kernel",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version").replaceAll("-.*", ""));
        facts.put("JDK", System.getProperty("java.runtime.version"));
        facts.put("Node.js", firstLine("node", "--version"));
        facts.put("Redis", firstLine("redis-server", "--version"));
        var netty = Version.identify().get("netty-common");
        facts.put("Netty", netty == null ? "unknown" : netty.artifactVersion());
        return facts;
    }

    private static int cores() {
        return (int)
                lines("/proc/cpuinfo").lines().filter(line -> line.startsWith("processor")).count();
    }

    private static String cpuModel() {
        return lines("/proc/cpuinfo")
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String memory() {
        return lines("/proc/meminfo")
                .lines()
                .filter(line -> line.startsWith("MemTotal"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 / 1024 + " GiB")
                .findFirst()
                .orElse("unknown");
    }

    private static String lines(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }

    private static String firstLine(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines()
                    .findFirst()
                    .orElse("")
                    .replaceAll(" (sha|malloc|bits|build)=\\S+", "");
        } catch (IOException e) {
            return "absent";
        }
    }
}
