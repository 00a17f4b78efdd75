package coffee.crema.server;

import coffee.crema.server.config.Settings;
import coffee.crema.server.config.SettingsException;
import coffee.crema.server.config.SettingsSources;
import coffee.crema.server.operation.Termination;
import coffee.crema.server.operation.Welcome;
import java.net.BindException;
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
            @Nullable BindException taken = cause(failed, BindException.class);
            if (taken != null) {
                exit(
                        EXIT_START,
                        "Port %d of %s is taken; choose another with --crema.listen.port."
                                .formatted(settings.listen().port(), settings.listen().host()));
            }
            failed.printStackTrace();
            exit(EXIT_START, "The node could not start: " + rootMessage(failed));
        }
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failed, Class<T> type) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    private static @Nullable String rootMessage(Throwable failed) {
        Throwable root = failed;
        for (Throwable next = failed; next != null; next = next.getCause()) {
            root = next;
        }
        return root.getMessage();
    }

    private static void exit(int code, @Nullable String sentence) {
        System.err.println("crema: " + sentence);
        System.exit(code);
    }
}
