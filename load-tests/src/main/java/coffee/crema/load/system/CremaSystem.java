package coffee.crema.load.system;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.CremaDialect;
import coffee.crema.load.driver.Dialect;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.driver.Tokens;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Crema's own node, alone on SQLite and memory, or two of them on PostgreSQL and Redis.
public final class CremaSystem implements SystemUnderTest {
    private static final String ISSUER = "crema-load-tests";
    private static final String SECRET = "a-secret-that-only-a-benchmark-would-use";
    private static final String SEAL_KEY =
            "bench:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final Path JAR =
            Path.of(System.getProperty("crema.jar", "server/target/crema-server.jar"));
    private static final Duration CREATE_MAX = Duration.ofSeconds(30);

    private final Tokens tokens = new Tokens(ISSUER, SECRET);
    private final CremaDialect dialect;
    private final ScratchFolder folder = new ScratchFolder();
    private final List<ServerProcess> nodes = new ArrayList<>();
    private final Optional<RedisProcess> redis;
    private final Optional<PostgresProcess> postgres;

    /// @param nodeCount 1 or 2
    /// @param ephemeral whether what is published is kept
    /// @param positions whether clients come back by position
    /// @param churn whether people come and go
    public CremaSystem(int nodeCount, boolean ephemeral, boolean positions, boolean churn) {
        dialect = new CremaDialect(tokens, ephemeral, positions);
        boolean cluster = nodeCount > 1;
        redis = cluster ? Optional.of(new RedisProcess()) : Optional.empty();
        postgres = cluster ? Optional.of(new PostgresProcess(folder.path())) : Optional.empty();
        for (int i = 0; i < nodeCount; i++) {
            int port = ServerProcess.freePort();
            nodes.add(
                    ServerProcess.start(
                            "crema", port, JavaCommand.jar(JAR, arguments(port, churn))));
        }
    }

    private List<String> arguments(int port, boolean churn) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--crema.mode=production",
                                "--crema.listen.port=" + port,
                                "--crema.auth.issuer=" + ISSUER,
                                "--crema.auth.hs256-secret=" + SECRET,
                                // A load is not an attack: publishers may do what the workload
                                // asks.
                                "--crema.limits.requests-per-minute=1000000",
                                "--crema.blind-box.keys=" + SEAL_KEY,
                                "--crema.drain.spread=0s"));
        if (churn) {
            // Visitors come back sooner than after the usual 5 s, and must have been seen to go.
            arguments.add("--crema.presence.grace=1s");
        }
        arguments.add(
                postgres.map(database -> "--crema.database.url=" + database.url())
                        .orElse(
                                "--crema.database.url=jdbc:sqlite:"
                                        + folder.path().resolve("crema.db")));
        postgres.ifPresent(database -> arguments.add("--crema.database.user=" + database.user()));
        redis.ifPresent(server -> arguments.add("--crema.redis.uri=" + server.uri()));
        return arguments;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public InetSocketAddress address(int node) {
        return nodes.get(node).address();
    }

    @Override
    public int nodes() {
        return nodes.size();
    }

    /// All clients are devices of one user, whose own the documents are.
    @Override
    public URI documents() {
        return URI.create(
                "ws://127.0.0.1:%d/sync?access_token=%s"
                        .formatted(address(0).getPort(), tokens.of(publisher())));
    }

    @Override
    public List<ProcessHandle> processes() {
        return Stream.of(
                        nodes.stream().map(ServerProcess::handle),
                        redis.stream().map(RedisProcess::handle),
                        postgres.stream().map(PostgresProcess::handle))
                .flatMap(each -> each)
                .toList();
    }

    @Override
    public void createRooms(Driver driver, List<String> rooms, int members) {
        commandEach(
                driver,
                "room.create",
                rooms.stream()
                        .map(room ->
                                room("id", room)
                                        .put("type", "event")
                                        .put("title", room)
                                        .put("visibility", "public")
                                        .put("capacity", members)));
    }

    @Override
    public void closeRooms(Driver driver, List<String> rooms) {
        commandEach(driver, "room.close", rooms.stream().map(room -> room("room", room)));
    }

    private static ObjectNode room(String field, String id) {
        return JsonNodeFactory.instance.objectNode().put(field, id);
    }

    /// By who publishes, one after the other.
    private void commandEach(Driver driver, String type, Stream<ObjectNode> each) {
        var host =
                driver.client(
                        dialect, new Client.Identity(publisher(), ""), address(0), new Meter());
        driver.openAll(List.of(host), 1, CREATE_MAX);
        each.forEach(data ->
                Driver.await(driver.onLoop(() -> dialect.command(host, type, data)), CREATE_MAX));
        driver.onLoop(host::close);
    }

    @Override
    public Optional<RevealHost> revealHost() {
        return Optional.of(new RevealHost(dialect, publisher(), address(0)));
    }

    @Override
    public boolean isWarm() {
        return nodes.stream()
                .map(ServerProcess::handle)
                .allMatch(JavaCommand::hasFilledYoungGeneration);
    }

    @Override
    public double compileSeconds() {
        return nodes.stream()
                .map(ServerProcess::handle)
                .mapToDouble(JavaCommand::compileSeconds)
                .sum();
    }

    @Override
    public void collectGarbage() {
        nodes.forEach(node -> JavaCommand.collectGarbage(node.handle()));
    }

    @Override
    public RedisProcess redis() {
        return redis.orElseThrow();
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::close);
        postgres.ifPresent(PostgresProcess::close);
        redis.ifPresent(RedisProcess::close);
        folder.close();
    }
}
