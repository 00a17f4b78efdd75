package coffee.crema.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The packages from npm that the peers are made of.
public final class Peers {
    private Peers() {}

    /// Installs what package-lock.json names, if that has not been done.
    public static void install() {
        Path folder = Folders.peers();
        if (Files.isDirectory(folder.resolve("node_modules/socket.io"))
                && Files.isDirectory(folder.resolve("node_modules/@automerge/automerge-repo"))) {
            return;
        }
        try {
            var npm =
                    new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")
                            .directory(folder.toFile())
                            .inheritIO()
                            .start();
            if (npm.waitFor() != 0) {
                throw new IllegalStateException("npm ci failed in " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the peers need Node.js and npm on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
