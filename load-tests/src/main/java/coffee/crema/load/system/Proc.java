package coffee.crema.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What Linux says of processes in `/proc`.
final class Proc {
    private static final double TICKS_PER_SECOND =
            100; // USER_HZ, fixed by the ABI on every Linux in use
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private Proc() {}

    /// User and system seconds that a process and its children have used. A process that has ended counts nothing.
    static double cpuSeconds(ProcessHandle process) {
        return ownSeconds(process.pid())
                + process.descendants().mapToDouble(child -> ownSeconds(child.pid())).sum();
    }

    private static double ownSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the name in brackets, which may hold blanks.
            List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return (Long.parseLong(fields.get(USER_TICKS))
                            + Long.parseLong(fields.get(SYSTEM_TICKS)))
                    / TICKS_PER_SECOND;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Resident memory that only a process and its children hold, each for itself, in KiB.
    static long privateKib(ProcessHandle process) {
        return ownKib(process) + process.descendants().mapToLong(Proc::ownKib).sum();
    }

    private static long ownKib(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Private_"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
