package coffee.crema.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// Somebody who asks `/sync` for documents, and keeps every byte that comes, for as long as the socket lasts.
final class SyncSpy extends WebSocketListener {
    private static final OkHttpClient HTTP =
            new OkHttpClient.Builder().readTimeout(Duration.ZERO).build();
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final int WITHIN_SECONDS = 20;

    /// A sync message of one who has nothing: no heads, no needs, one empty "have", no changes.
    private static final byte[] NOTHING_YET = {0x42, 0, 0, 1, 0, 0, 0};

    private static final byte[] MAGIC = {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83};
    private static final int CHUNK_TYPE_AT = 8;
    private static final byte DEFLATED = 2;

    private final String sender = "spy-" + UUID.randomUUID();
    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private final List<String> decoded = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> peer = new CompletableFuture<>();
    private final Map<String, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final WebSocket socket;

    SyncSpy(NodeProcess node, String token) {
        socket =
                HTTP.newWebSocket(
                        new Request.Builder()
                                .url(node.http() + "/sync")
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        this);
    }

    /// Asks for a document as one who has nothing of it, and waits for what comes: word of it, or of its absence.
    ///
    /// @return `sync` when there is some, `doc-unavailable` when there is not
    String ask(String document) {
        answers.put(document, new CompletableFuture<>());
        send("request", within(peer), document);
        return within(answers.get(document)).path("type").asText();
    }

    /// The fields of the last answer about a document, without its id.
    Map<String, String> answer(String document) {
        Map<String, String> fields = new HashMap<>();
        within(answers.get(document))
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        fields.remove("documentId");
        return fields;
    }

    private static <T> T within(CompletableFuture<T> answer) {
        try {
            return answer.get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer at /sync", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void send(String type, String target, String document) {
        send(
                socket,
                Map.of(
                        "type",
                        type,
                        "senderId",
                        sender,
                        "targetId",
                        target,
                        "documentId",
                        document,
                        "data",
                        NOTHING_YET));
    }

    private static void send(WebSocket to, Map<String, Object> message) {
        try {
            to.send(ByteString.of(CBOR.writeValueAsBytes(message)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
        send(
                opened,
                Map.of(
                        "type",
                        "join",
                        "senderId",
                        sender,
                        "peerMetadata",
                        Map.of("isEphemeral", true),
                        "supportedProtocolVersions",
                        List.of("1")));
    }

    @Override
    public void onMessage(WebSocket from, ByteString bytes) {
        byte[] frame = bytes.toByteArray();
        frames.add(frame);
        try {
            JsonNode message = CBOR.readTree(frame);
            decoded.add(message.toString());
            if (message.path("type").asText().equals("peer")) {
                peer.complete(message.path("senderId").asText());
            } else if (message.has("documentId")) {
                heard(message, frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heard(JsonNode message, byte[] frame) {
        String document = message.path("documentId").asText();
        boolean headsOnly = message.path("type").asText().equals("sync") && chunks(frame) == 0;
        if (headsOnly) {
            // What there is is asked for, as by one who still has nothing.
            send("sync", message.path("senderId").asText(), document);
        } else {
            answers.computeIfAbsent(document, _ -> new CompletableFuture<>()).complete(message);
        }
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        from.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket from, Throwable failure, @Nullable Response response) {
        peer.completeExceptionally(failure);
        answers.values().forEach(answer -> answer.completeExceptionally(failure));
    }

    /// How many chunks of documents came.
    int chunks() {
        return frames.stream().mapToInt(SyncSpy::chunks).sum();
    }

    private static int chunks(byte[] frame) {
        int count = 0;
        for (int at = 0; at + CHUNK_TYPE_AT < frame.length; at++) {
            count += isChunk(frame, at) ? 1 : 0;
        }
        return count;
    }

    private static boolean isChunk(byte[] frame, int at) {
        return Arrays.equals(frame, at, at + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /// Whether a text came: in the bytes of a frame, in what it says, or in an inflated chunk of a document.
    boolean has(String text) {
        return decoded.stream().anyMatch(one -> one.contains(text))
                || frames.stream()
                        .flatMap(frame -> withInflated(frame).stream())
                        .anyMatch(part ->
                                new String(part, StandardCharsets.ISO_8859_1).contains(text));
    }

    private static List<byte[]> withInflated(byte[] frame) {
        List<byte[]> parts = new ArrayList<>(List.of(frame));
        for (int at = 0; at + CHUNK_TYPE_AT < frame.length; at++) {
            if (isChunk(frame, at) && frame[at + CHUNK_TYPE_AT] == DEFLATED) {
                int length = at + CHUNK_TYPE_AT + 1;
                while (frame[length] < 0) {
                    length++;
                }
                parts.add(inflated(frame, length + 1));
            }
        }
        return parts;
    }

    private static byte[] inflated(byte[] frame, int from) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(frame, from, frame.length - from);
            byte[] plain = new byte[1 << 20];
            return Arrays.copyOf(plain, inflater.inflate(plain));
        } catch (DataFormatException e) {
            throw new AssertionError("a chunk cannot be searched", e);
        } finally {
            inflater.end();
        }
    }

    int frames() {
        return frames.size();
    }

    /// Hangs up; what came is kept.
    void end() {
        socket.cancel();
    }
}
