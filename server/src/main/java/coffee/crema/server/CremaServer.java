package coffee.crema.server;

import coffee.crema.server.config.Settings;
import coffee.crema.server.config.SettingsException;
import coffee.crema.server.config.SettingsSources;
import coffee.crema.server.operation.Termination;
import coffee.crema.server.operation.Welcome;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Starts one node.
public final class CremaServer {
    private static final int EXIT_SETTINGS = 2;
    private static final int EXIT_START = 1;

    private CremaServer() {}

    /// @param args `--crema.x=y` each
    public static void main(String[] args) {
        try {
            start(SettingsSources.read(List.of(args), System.getenv()));
        } catch (SettingsException refused) {
            exit(EXIT_SETTINGS, refused.getMessage());
        }
    }

    private static void start(Settings settings) {
        // Before the first logger is made.
        System.setProperty("crema.log", settings.log().name().toLowerCase(Locale.ROOT));
        try {
            Node node = Node.start(settings);
            Termination.onSignal(node::drain, node::close);
            System.out.print(Welcome.text(settings, node.address()));
            System.out.flush();
        } catch (RuntimeException failed) {
            String reason = rootMessage(failed);
            if (failed instanceof ServerStartupException) {
                exit(
                        EXIT_START,
                        "The node cannot listen on %s:%d (%s); choose another port with --crema.listen.port."
                                .formatted(
                                        settings.listen().host(),
                                        settings.listen().port(),
                                        reason));
            }
            failed.printStackTrace();
            exit(EXIT_START, "The node could not start: " + reason);
        }
    }

    private static String rootMessage(Throwable failed) {
        Throwable root = failed;
        for (Throwable next = failed; next != null; next = next.getCause()) {
            root = next;
        }
        return String.valueOf(root.getMessage());
    }

    private static void exit(int code, @Nullable String sentence) {
        System.err.println("crema: " + sentence);
        System.exit(code);
    }
}
