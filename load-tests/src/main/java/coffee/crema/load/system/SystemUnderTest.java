package coffee.crema.load.system;

import coffee.crema.load.driver.Dialect;
import coffee.crema.load.driver.Driver;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A running system, fresh for one run.
public interface SystemUnderTest extends AutoCloseable {

    Dialect dialect();

    /// Where clients of node 0 (or 1, of a pair) connect.
    InetSocketAddress address(int node);

    /// How many nodes clients may connect to.
    default int nodes() {
        return 1;
    }

    /// Where automerge-repo clients connect, a token included where one is needed.
    default URI documents() {
        throw new UnsupportedOperationException("it syncs no documents");
    }

    /// All that is counted as the server: nodes, Redis, database.
    List<ProcessHandle> processes();

    /// Makes rooms ready to be joined.
    ///
    /// @param members how many will be in each, at most
    default void createRooms(Driver driver, List<String> rooms, int members) {}

    /// Ends rooms that were only for warming up: who publishes may own so many open ones at a time.
    default void closeRooms(Driver driver, List<String> rooms) {}

    /// The user who may publish in every room.
    default String publisher() {
        return "host";
    }

    /// Whether all that the runtime touches in passing has been touched, so that what comes on top is what connections need.
    default boolean isWarm() {
        return true;
    }

    /// Who reveals blind boxes here; empty where somebody just sends what a reveal would.
    default Optional<RevealHost> revealHost() {
        return Optional.empty();
    }

    /// Collects garbage, so that what is resident is what is needed.
    default void collectGarbage() {}

    default double cpuSeconds() {
        return processes().stream().mapToDouble(Proc::cpuSeconds).sum();
    }

    /// What runtimes that say so have spent on compiling so far.
    default double compileSeconds() {
        return 0;
    }

    default long privateKib() {
        return processes().stream().mapToLong(Proc::privateKib).sum();
    }

    /// The Redis between two nodes, for workloads that kill it.
    default RedisProcess redis() {
        throw new UnsupportedOperationException("one node has no Redis");
    }

    @Override
    void close();
}
