package coffee.crema.server.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers with the web application what no controller answers: its files, and its one page for the address of any view, so that a view can be reloaded and linked to.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AppFilter {
    private static final String HTML = "text/html";
    private static final String GZIP = "gzip";
    private static final Pattern GZIP_WANTED =
            Pattern.compile("(x-)?gzip(\\s*;\\s*q=(1(\\.0*)?|0\\.\\d*[1-9]\\d*))?");

    private final AppFiles files;

    AppFilter(AppFiles files) {
        this.files = files;
    }

    /// @return null for what is not the application's
    @RequestFilter
    @Nullable HttpResponse<?> answer(HttpRequest<?> request) {
        HttpMethod method = request.getMethod();
        boolean reads = method == HttpMethod.GET || method == HttpMethod.HEAD;
        String path = request.getPath();
        if (!reads || !path.startsWith("/") || RouteAttributes.getRouteMatch(request).isPresent()) {
            return null;
        }
        return files.find(path)
                .or(() -> wantsPage(request) ? files.page(path) : Optional.empty())
                .map(file -> respond(request, file))
                .orElse(null);
    }

    /// A person's browser says so; scripts that miss a file must hear that it is not there.
    private static boolean wantsPage(HttpRequest<?> request) {
        return request.getHeaders().getAll(HttpHeaders.ACCEPT).stream()
                .anyMatch(line -> line.contains(HTML));
    }

    private static HttpResponse<?> respond(HttpRequest<?> request, AppFile file) {
        boolean packed = file.packed().isPresent() && acceptsGzip(request);
        AppFile.Form form = packed ? file.packed().get() : file.plain();
        MutableHttpResponse<byte[]> response;
        if (isKnown(request, file)) {
            response = HttpResponse.status(HttpStatus.NOT_MODIFIED);
        } else {
            response = HttpResponse.ok(form.bytes()).header(HttpHeaders.CONTENT_TYPE, file.type());
            if (packed) {
                response.header(HttpHeaders.CONTENT_ENCODING, GZIP);
            }
        }
        if (file.packed().isPresent()) {
            response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        return response.header(HttpHeaders.ETAG, form.tag())
                .header(HttpHeaders.CACHE_CONTROL, file.caching());
    }

    /// Either form tells that the content is the same.
    private static boolean isKnown(HttpRequest<?> request, AppFile file) {
        String known = String.join(",", request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH));
        return known.contains(file.plain().tag())
                || file.packed().map(form -> known.contains(form.tag())).orElse(false);
    }

    private static boolean acceptsGzip(HttpRequest<?> request) {
        String accepted =
                String.join(",", request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING));
        return Arrays.stream(accepted.split(","))
                .anyMatch(coding -> GZIP_WANTED.matcher(coding.strip()).matches());
    }
}
