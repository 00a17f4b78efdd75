package coffee.crema.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// A file of the web application as it is sent.
///
/// @param type of its content
/// @param caching the value of `Cache-Control`
/// @param plain as it is
/// @param packed by gzip, where that makes it smaller
record AppFile(String type, String caching, Form plain, Optional<Form> packed) {

    /// Names with the hash of their content in them: under such a name there is never anything else.
    static final String HASHED = "assets/";

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";

    private static final int PACKED_BYTES_MIN = 1024;
    private static final int TAG_BYTES = 16;

    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"));

    /// @param tag the value of `ETag`: each form has its own
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Form(byte[] bytes, String tag) {}

    /// @param name its path below the root, for example `assets/index-B3x9.js`
    static AppFile of(String name, byte[] bytes) {
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), UNKNOWN);
        String hash = hash(bytes);
        return new AppFile(
                type,
                name.startsWith(HASHED) ? FOREVER : ASK_EACH_TIME,
                new Form(bytes, '"' + hash + '"'),
                packs(type) && bytes.length >= PACKED_BYTES_MIN
                        ? Optional.of(new Form(pack(bytes), '"' + hash + "-gz\""))
                                .filter(form -> form.bytes().length < bytes.length)
                        : Optional.empty());
    }

    /// Pictures and fonts are packed already.
    private static boolean packs(String type) {
        return type.startsWith("text/")
                || type.endsWith("json")
                || type.endsWith("wasm")
                || type.endsWith("+xml");
    }

    private static byte[] pack(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length / 2);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(whole, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
