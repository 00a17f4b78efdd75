package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.WireFormat;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides about an upgrade request (RFC 6455, section 4.2), without I/O.
final class Handshake {
    /// The longest request head looked at, in characters of header names and values and of the URI.
    static final int HEAD_LENGTH_MAX = 8 * 1024;

    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String BEARER = "bearer ";
    private static final String TOKEN = "access_token";

    private final OriginPolicy origins;
    private final boolean compression;
    private final Optional<WireFormat> only;

    /// @param only as {@link Entrance#only}
    Handshake(OriginPolicy origins, boolean compression, Optional<WireFormat> only) {
        this.only = only;
        this.origins = origins;
        this.compression = compression;
    }

    /// What is answered.
    sealed interface Answer {}

    /// Status 101.
    ///
    /// @param key the value of `Sec-WebSocket-Accept`
    /// @param subprotocol what is named in the answer; null when the client offered none
    /// @param query the request's other parameters, the first value of each
    record Accepted(
            String key,
            WireFormat format,
            @Nullable String subprotocol,
            boolean compressed,
            Optional<String> token,
            Map<String, String> query)
            implements Answer {}

    /// @param reason as the counter of refusals names it
    /// @param text the body, for the developer of the client
    record Refused(HttpResponseStatus status, String reason, String text) implements Answer {}

    Answer answer(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure() || headLength(request) > HEAD_LENGTH_MAX) {
            return new Refused(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "head",
                    "The request head cannot be read, or is too large.");
        }
        Refused refused = refusedForm(request);
        if (refused != null) {
            return refused;
        }
        if (!origins.allows(
                headers.get(HttpHeaderNames.ORIGIN), headers.get(HttpHeaderNames.HOST))) {
            return new Refused(
                    HttpResponseStatus.FORBIDDEN,
                    "origin",
                    "Pages of this origin may not connect.");
        }
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (key == null || !isKey(key.strip())) {
            return new Refused(
                    HttpResponseStatus.BAD_REQUEST,
                    "key",
                    "Sec-WebSocket-Key must be 16 bytes in Base64.");
        }
        List<String> offered = tokens(headers, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        Optional<WireFormat> format = only.or(() -> format(offered));
        if (format.isEmpty()) {
            return new Refused(
                    HttpResponseStatus.BAD_REQUEST,
                    "subprotocol",
                    "Known subprotocols: crema.v1.json, crema.v1.cbor.");
        }
        return new Accepted(
                acceptKey(key.strip()),
                format.get(),
                offered.isEmpty() || only.isPresent() ? null : format.get().subprotocol(),
                compression
                        && DeflateOffer.isAcceptable(
                                headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)),
                token(request),
                query(request));
    }

    private static @Nullable Refused refusedForm(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            return new Refused(
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    "method",
                    "A WebSocket is opened with GET.");
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.containsValue(
                        HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return new Refused(
                    HttpResponseStatus.UPGRADE_REQUIRED,
                    "no-upgrade",
                    "This is a WebSocket endpoint.");
        }
        if (!headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13", false)) {
            return new Refused(
                    HttpResponseStatus.UPGRADE_REQUIRED,
                    "version",
                    "Sec-WebSocket-Version must be 13.");
        }
        if (HttpUtil.isTransferEncodingChunked(request)
                || HttpUtil.getContentLength(request, 0L) != 0) {
            return new Refused(
                    HttpResponseStatus.BAD_REQUEST, "body", "An upgrade request has no body.");
        }
        return null;
    }

    private static int headLength(HttpRequest request) {
        int length = request.uri().length();
        for (var header : request.headers()) {
            length += header.getKey().length() + header.getValue().length() + 4;
        }
        return length;
    }

    private static Optional<WireFormat> format(List<String> offered) {
        if (offered.isEmpty()) {
            return Optional.of(WireFormat.JSON);
        }
        return offered.stream()
                .flatMap(name ->
                        Arrays.stream(WireFormat.values())
                                .filter(format -> format.subprotocol().equals(name)))
                .findFirst();
    }

    private static List<String> tokens(HttpHeaders headers, CharSequence name) {
        return headers.getAll(name).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
    }

    private static Optional<String> token(HttpRequest request) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(parameters(request).get(TOKEN));
    }

    private static Map<String, String> query(HttpRequest request) {
        Map<String, String> parameters = parameters(request);
        parameters.remove(TOKEN);
        return Map.copyOf(parameters);
    }

    private static Map<String, String> parameters(HttpRequest request) {
        var first = new HashMap<String, String>();
        try {
            new QueryStringDecoder(request.uri())
                    .parameters()
                    .forEach((name, values) -> first.put(name, values.getFirst()));
        } catch (IllegalArgumentException malformedEscape) {
            first.clear();
        }
        return first;
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String acceptKey(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(
                            sha1.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
