package coffee.crema.realtime.store.adapter.jdbi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// Where the native library of sqlite-jdbc lies: in one file beside the database, named by its version.
///
/// The driver itself unpacks a new copy into the folder for temporary files at each start, and takes it away at the end: what a killed process leaves there stays.
final class SqliteLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private SqliteLibrary() {}

    /// Unpacks the library, unless it is there, and tells the driver. Where that cannot be done, or whoever started this JVM has chosen a place, the driver goes its own way.
    static synchronized void placeIn(Path folder) {
        if (System.getProperty(PATH) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        Path home = folder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        try (InputStream packed =
                SQLiteJDBCLoader.class.getResourceAsStream(
                        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (packed == null) {
                return; // the driver knows other systems
            }
            unpack(packed.readAllBytes(), Files.createDirectories(home).resolve(name));
            System.setProperty(PATH, home.toString());
            System.setProperty(NAME, name);
        } catch (IOException e) {
            LOG.warn("SQLite's library cannot be kept in {}: {}", home, e.toString());
        }
    }

    /// In one step, because other nodes may start from the same folder.
    private static void unpack(byte[] library, Path file) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), library)) {
            return;
        }
        Path half = Files.createTempFile(file.getParent(), "half-", ".tmp");
        try {
            Files.write(half, library);
            Files.move(
                    half,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
