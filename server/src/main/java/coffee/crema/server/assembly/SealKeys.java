package coffee.crema.server.assembly;

import coffee.crema.blindbox.seal.SealKey;
import coffee.crema.server.config.Settings;
import coffee.crema.server.config.Settings.Store;
import coffee.crema.server.config.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that answers of blind boxes are sealed with: those of the configuration, or in development with SQLite one in a file beside the database, made at the first start.
final class SealKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);
    private static final String FILE = "blind-box.key";

    private SealKeys() {}

    static List<SealKey> of(Settings settings, SecureRandom random) {
        if (!settings.blindBoxes().keys().isEmpty()) {
            return settings.blindBoxes().keys();
        }
        if (settings.development() && settings.database() instanceof Store.Sqlite sqlite) {
            Path file = sqlite.file().toAbsolutePath().normalize().resolveSibling(FILE);
            return List.of(fromFile(file, random));
        }
        LOG.warn(
                "No blind box can be scheduled: crema.blind-box.keys is not set, see docs/configuration.md.");
        return List.of();
    }

    private static SealKey fromFile(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            return SealKey.parse(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "The key for blind boxes in "
                            + file
                            + " cannot be read or made; set crema.blind-box.keys, or remove the file.");
        }
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[SealKey.BYTES];
        random.nextBytes(key);
        String text = "development:" + Base64.getEncoder().encodeToString(key) + "\n";
        Files.createDirectories(file.resolveSibling("."));
        Path mine =
                Files.createTempFile(
                        file.resolveSibling("."),
                        FILE,
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    mine, text, StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(file, mine);
            LOG.info("made a key that answers of blind boxes are sealed with: {}", file);
        } catch (FileAlreadyExistsException e) {
            // Another node was first: its key is the key.
        } finally {
            Files.delete(mine);
        }
    }
}
