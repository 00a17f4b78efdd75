package coffee.crema.load.system;

import coffee.crema.load.driver.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/// automerge-repo's sync server, from npm.
public final class AutomergeRepoSystem implements SystemUnderTest {
    private final ScratchFolder folder = new ScratchFolder();
    private final ServerProcess process;

    public AutomergeRepoSystem() {
        int port = ServerProcess.freePort();
        process =
                ServerProcess.start(
                        "automerge-repo",
                        port,
                        List.of(
                                "node",
                                "--expose-gc",
                                Folders.peers().resolve("automerge-repo.mjs").toString(),
                                Integer.toString(port),
                                folder.path().toString()));
    }

    /// It knows no rooms: only documents.
    @Override
    public Dialect dialect() {
        throw new UnsupportedOperationException("automerge-repo syncs documents only");
    }

    @Override
    public URI documents() {
        return URI.create("ws://127.0.0.1:" + process.address().getPort() + "/");
    }

    @Override
    public InetSocketAddress address(int node) {
        return process.address();
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.handle());
    }

    @Override
    public void collectGarbage() {
        try {
            new ProcessBuilder("kill", "-USR2", Long.toString(process.handle().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }
}
