package coffee.crema.blindbox.fair;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// `./crema verify FILE|URL [EARLIER]`: checks a blind box on one's own machine. Ends with 0 when all is well, 1 when something does not fit, 2 when it could not be read.
///
/// A URL is asked with the header `X-Api-Key` from `CREMA_API_KEY`, or `Authorization: Bearer` from `CREMA_TOKEN`, when they are set.
public final class Verify {
    private static final int FITS = 0;
    private static final int DOES_NOT_FIT = 1;
    private static final int UNREADABLE = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Verify() {}

    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(
            String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (args.length < 1 || args.length > 2) {
            err.println("usage: crema verify FILE|URL [EARLIER-FILE]");
            return UNREADABLE;
        }
        try {
            byte[] now = read(args[0], environment);
            Verifier.Report report =
                    args.length == 1
                            ? Verifier.check(now, null)
                            : Verifier.check(now, read(args[1], environment));
            report.problems().forEach(problem -> out.println("WRONG  " + problem));
            out.printf(
                    "%s  %s: %d answers fit their commitments, %d not revealed%n",
                    report.holds() ? "FINE " : "WRONG",
                    report.orderId(),
                    report.checked(),
                    report.open());
            return report.holds() ? FITS : DOES_NOT_FIT;
        } catch (IOException | IllegalArgumentException e) {
            err.println("cannot be read: " + e.getMessage());
            return UNREADABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNREADABLE;
        }
    }

    private static byte[] read(String from, Map<String, String> environment)
            throws IOException, InterruptedException {
        if (!from.startsWith("http://") && !from.startsWith("https://")) {
            return Files.readAllBytes(Path.of(from));
        }
        var request = HttpRequest.newBuilder(URI.create(from)).timeout(TIMEOUT);
        if (environment.containsKey("CREMA_API_KEY")) {
            request.header("X-Api-Key", environment.get("CREMA_API_KEY"));
        } else if (environment.containsKey("CREMA_TOKEN")) {
            request.header("Authorization", "Bearer " + environment.get("CREMA_TOKEN"));
        }
        try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(
                        "answered "
                                + response.statusCode()
                                + " "
                                + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        }
    }
}
