package coffee.crema.server;

import coffee.crema.server.config.Settings;
import coffee.crema.server.http.DevController;
import coffee.crema.server.operation.Drain;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// One running node.
public final class Node implements AutoCloseable {
    private static final String TLS_NAME = "door";
    private static final String CERTIFICATE = "micronaut.certificate.file." + TLS_NAME + ".";

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private Node(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /// Starts everything and listens.
    public static Node start(Settings settings) {
        var context =
                ApplicationContext.builder()
                        .mainClass(CremaServer.class)
                        .banner(false)
                        .deduceEnvironment(false)
                        .environmentPropertySource(false)
                        .singletons(settings)
                        .properties(properties(settings))
                        .build();
        try {
            context.start();
            return new Node(context, context.getBean(EmbeddedServer.class).start());
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static Map<String, Object> properties(Settings settings) {
        int port = settings.listen().port();
        var properties = new HashMap<String, Object>();
        properties.put("micronaut.server.host", settings.listen().host());
        properties.put("micronaut.server.port", port == 0 ? -1 : port);
        settings.listen().tls().ifPresent(tls -> properties.putAll(tlsProperties(tls, port)));
        properties.put(DevController.DEVELOPMENT, settings.development());
        // In production, numbers about everybody are for those with the scope only.
        properties.put(
                "micronaut.security.intercept-url-map[2]",
                Map.of(
                        "pattern",
                        "/prometheus",
                        "access",
                        settings.development() ? "isAnonymous()" : "metrics"));
        properties.put("otel.sdk.disabled", settings.telemetry().isEmpty());
        settings.telemetry()
                .ifPresent(endpoint -> {
                    properties.put("otel.traces.exporter", "otlp");
                    properties.put("otel.metrics.exporter", "none");
                    properties.put("otel.logs.exporter", "none");
                    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
                    properties.put("otel.exporter.otlp.endpoint", endpoint.toString());
                });
        return properties;
    }

    private static Map<String, Object> tlsProperties(Settings.Tls tls, int port) {
        return Map.of(
                "micronaut.server.ssl.enabled",
                true,
                "micronaut.server.ssl.port",
                port == 0 ? -1 : port,
                "micronaut.server.ssl.build-self-signed",
                false,
                "micronaut.server.ssl.protocols",
                "TLSv1.3,TLSv1.2",
                "micronaut.server.ssl.key-name",
                TLS_NAME,
                CERTIFICATE + "path",
                tls.key().toString(),
                CERTIFICATE + "certificate-path",
                tls.certificate().toString(),
                CERTIFICATE + "format",
                "PEM",
                CERTIFICATE + "refresh-mode",
                "SCHEDULER",
                CERTIFICATE + "refresh-interval",
                "1m");
    }

    public URI address() {
        return URI.create(server.getScheme() + "://" + server.getHost() + ":" + server.getPort());
    }

    /// For tests, and for the start to look at.
    public ApplicationContext context() {
        return context;
    }

    /// Moves the clients elsewhere; see {@link Drain}.
    public CompletableFuture<Void> drain() {
        return context.getBean(Drain.class).begin();
    }

    /// Stops listening, writes what must still be written, and ends.
    @Override
    public void close() {
        context.close();
    }
}
