package coffee.crema.server;

import io.micronaut.runtime.Micronaut;

/// Starts one node.
public final class CremaServer {

    private CremaServer() {}

    /// @param args Micronaut's command line, for example `-micronaut.server.port=9090`
    public static void main(String[] args) {
        Micronaut.build(args).mainClass(CremaServer.class).banner(false).start();
    }
}
