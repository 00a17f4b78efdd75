package coffee.crema.server.http;

import coffee.crema.server.config.Settings;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;

/// What every answer says to browsers: run nothing but our own files, talk to nobody but this node and where people sign in, be framed by nobody.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE) // so that no answer of another filter goes past it
final class SecurityHeaders {

    /// What a tasting does not need, no page may ask for. A phone on the table and a screen on the wall stay awake.
    private static final String PERMISSIONS_POLICY =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), fullscreen=(self), screen-wake-lock=(self)";

    private final String contentSecurityPolicy;

    SecurityHeaders(Settings settings) {
        contentSecurityPolicy =
                contentSecurityPolicy(
                        settings.web().oidc().map(oidc -> " " + origin(oidc.issuer())).orElse(""));
    }

    /// WebAssembly needs a word of its own, which allows no script that is not ours. `'self'` holds for sockets too.
    private static String contentSecurityPolicy(String signIn) {
        return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:;"
                + " connect-src 'self'"
                + signIn
                + "; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    private static String origin(URI address) {
        return address.getScheme()
                + "://"
                + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    @ResponseFilter
    void add(MutableHttpResponse<?> response) {
        response.header("Content-Security-Policy", contentSecurityPolicy)
                .header("Permissions-Policy", PERMISSIONS_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }
}
