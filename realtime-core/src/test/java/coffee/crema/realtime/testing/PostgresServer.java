package coffee.crema.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/// A real PostgreSQL on a free loopback port, which a test may stop, kill, start again on the same port, and pause.
///
/// What is there: the server's programs on this machine, else a container, else the bundled ones. Writes are not flushed to the disk: it survives a kill, not a power cut.
public final class PostgresServer implements AutoCloseable {

    /// The superuser, who needs no password on loopback.
    public static final String USER = "postgres";

    private static final Duration START = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port;
    private final PostgresProcess process;

    private PostgresServer(int port) {
        this.port = port;
        this.process = PostgresProcess.on(port);
        start();
    }

    /// One of the test's own, for tests that stop it.
    public static PostgresServer launch() {
        return new PostgresServer(freePort());
    }

    /// One for all tests of this JVM, each with a database of its own.
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final PostgresServer SERVER = launch();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }

        private Shared() {}
    }

    public int port() {
        return port;
    }

    /// Makes a new, empty database.
    ///
    /// @return its JDBC address
    public String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("create database " + name);
        return url(port, name);
    }

    /// The address of a database by another port: a proxy before the server.
    public static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// Executes a statement as the superuser.
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends all connections at once, then the server.
    public void stop() {
        process.stop();
    }

    /// `kill -9`.
    public void kill() {
        process.kill();
    }

    /// Starts again on the same port after {@link #stop} or {@link #kill}.
    public void start() {
        process.start();
        Awaitility.await("PostgreSQL on port " + port)
                .pollInterval(Duration.ofMillis(20))
                .atMost(START)
                .until(this::answers);
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            process.restartIfEnded();
            return false;
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", USER);
        properties.setProperty("connectTimeout", "1");
        return DriverManager.getConnection(url(port, "postgres"), properties);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
