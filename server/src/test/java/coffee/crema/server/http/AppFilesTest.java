package coffee.crema.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppFilesTest {
    @TempDir Path dir;

    @Test
    void an_application_in_a_jar_is_read_whole_and_nothing_beside_it() throws Exception {
        Path jar = dir.resolve("web app.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            entry(out, "public/index.html", "<title>x</title>");
            entry(out, "public/assets/deep/er-1.js", "1");
            entry(out, "other/secret.txt", "2");
            entry(out, "application.yml", "3");
        }
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            var files = new AppFiles(loader);
            assertThat(files.find("/").orElseThrow().type()).startsWith("text/html");
            assertThat(files.find("/assets/deep/er-1.js").orElseThrow().plain().bytes())
                    .isEqualTo(new byte[] {'1'});
            assertThat(files.page("/rooms/r1")).isEqualTo(files.find("/index.html"));
            for (String hidden :
                    new String[] {
                        "/secret.txt",
                        "/other/secret.txt",
                        "/../other/secret.txt",
                        "/application.yml",
                        "/public/index.html",
                        "/assets"
                    }) {
                assertThat(files.find(hidden)).as(hidden).isEmpty();
            }
        }
    }

    @Test
    void a_node_without_the_application_serves_none() throws Exception {
        try (var loader = new URLClassLoader(new URL[0], null)) {
            var files = new AppFiles(loader);
            assertThat(files.find("/")).isEmpty();
            assertThat(files.page("/rooms/r1")).isEmpty();
        }
    }

    private static void entry(JarOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }
}
