package coffee.crema.load;

import coffee.crema.load.workload.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the command line asks for.
///
/// @param entries the workloads
/// @param contenders the systems; those that a workload does not know are left out of it
/// @param docs whether docs/benchmarks.md and its plot are to be written
record Arguments(
        List<Catalog.Entry> entries,
        List<Contender> contenders,
        int runs,
        Timing timing,
        boolean docs) {
    static final String USAGE =
            """
            usage: ./crema bench [W1 W1b W1s W2 W3 W4 W5 W5b W5c W5m W6 W7 W8 B1 B1c] [--runs N] [--quick] [--warm S] [--systems a,b] [--docs]
              --runs N       fresh processes of each system and workload (5)
              --quick        one run and shorter ones: for orientation, not for quoting
              --warm S       seconds of one round of warming up (3; 2 when quick)
              --systems a,b  of floor, crema, socketio, netty-socketio, automerge-repo
              --docs         write docs/benchmarks.md, .json and .svg
            """;
    private static final int RUNS = 5;

    static Arguments parse(String[] words) {
        var entries = new ArrayList<Catalog.Entry>();
        var contenders = List.of(Contender.values());
        int runs = 0;
        int warmSeconds = 0;
        boolean quick = false;
        boolean docs = false;
        var rest = List.of(words).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--runs" -> runs = Integer.parseInt(rest.next());
                case "--warm" -> warmSeconds = Integer.parseInt(rest.next());
                case "--quick" -> quick = true;
                case "--docs" -> docs = true;
                case "--systems" ->
                        contenders =
                                Arrays.stream(rest.next().split(",", -1))
                                        .map(Contender::parse)
                                        .toList();
                default -> entries.add(Catalog.entry(word));
            }
        }
        var timing = quick ? Timing.QUICK : Timing.FULL;
        if (warmSeconds > 0) {
            timing = timing.withWarm(Duration.ofSeconds(warmSeconds));
        }
        return new Arguments(
                entries.isEmpty() ? Catalog.ENTRIES : entries,
                contenders,
                runs > 0 ? runs : quick ? 1 : RUNS,
                timing,
                docs);
    }
}
