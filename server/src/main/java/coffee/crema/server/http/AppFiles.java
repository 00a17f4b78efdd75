package coffee.crema.server.http;

import io.micronaut.context.annotation.Context;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web application, as it lies on the class path under `public/`. It is read and packed once, when the node starts: afterwards a request costs no disk and no compression.
///
/// **Threading.** Any thread; does not block.
@Context
final class AppFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AppFiles.class);
    private static final String FOLDER = "public";
    private static final String PAGE = "index.html";

    /// What may be held; more is no web application of ours.
    private static final int BYTES_MAX = 64 * 1024 * 1024;

    /// What begins so is an interface of the node, or a file that is not there.
    private static final Set<String> NOT_OF_THE_APP =
            Set.of("api", "assets", "dev", "health", "prometheus", "sync", "ws");

    private final Map<String, AppFile> files;

    @Inject
    AppFiles() {
        this(AppFiles.class.getClassLoader());
    }

    AppFiles(ClassLoader loader) {
        files = read(loader);
        if (!files.containsKey(PAGE)) {
            LOG.warn("The web application is not on the class path: / answers nothing.");
        }
    }

    /// @param path begins with `/`, for example `/assets/index-B3x9.js`; `/` is the page
    Optional<AppFile> find(String path) {
        return Optional.ofNullable(files.get(path.equals("/") ? PAGE : path.substring(1)));
    }

    /// The page that shows the view at this path.
    ///
    /// @param path begins with `/`
    /// @return empty when the application has no views there
    Optional<AppFile> page(String path) {
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path.substring(1) : path.substring(1, end);
        boolean file = first.startsWith(".") || (end < 0 && first.contains("."));
        return file || NOT_OF_THE_APP.contains(first)
                ? Optional.empty()
                : Optional.ofNullable(files.get(PAGE));
    }

    private static Map<String, AppFile> read(ClassLoader loader) {
        URL page = loader.getResource(FOLDER + "/" + PAGE);
        if (page == null) {
            return Map.of();
        }
        try {
            if (page.openConnection() instanceof JarURLConnection jar) {
                try (var inside = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return read(inside.getPath(FOLDER));
                }
            }
            return read(Path.of(page.toURI()).resolve("..").normalize());
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the web application cannot be read", e);
        }
    }

    private static Map<String, AppFile> read(Path root) throws IOException {
        var files = new HashMap<String, AppFile>();
        long bytes = 0;
        try (var walk = Files.walk(root)) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                byte[] content = Files.readAllBytes(file);
                bytes += content.length;
                if (bytes > BYTES_MAX) {
                    throw new IllegalStateException(
                            "the web application has more than " + BYTES_MAX + " bytes");
                }
                String name = root.relativize(file).toString().replace('\\', '/');
                files.put(name, AppFile.of(name, content));
            }
        }
        return Map.copyOf(files);
    }
}
