package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody who tries every door of a running session, and keeps every byte that comes out of it.
final class Spy implements AutoCloseable {
    final String name;
    private final NodeProcess node;
    private final String token;
    private final String room;
    private final WireFormat format;
    private final ObjectMapper mapper;
    private final WsClient client;
    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private final List<String> decoded = new CopyOnWriteArrayList<>();

    /// At the door of documents: those that stay, and hear what comes unasked.
    private final List<SyncSpy> syncs = new ArrayList<>();

    Spy(String name, NodeProcess node, String token, String room, WireFormat format) {
        this.name = name;
        this.node = node;
        this.token = token;
        this.room = room;
        this.format = format;
        this.mapper = RawMember.mapper(format);
        this.client = new WsClient(format, token);
        client.tap(this::keep);
        client.connected(node.ws());
        client.ask("room.join", Map.of("room", room));
    }

    private void keep(byte[] frame) {
        frames.add(frame);
        try {
            decoded.add(mapper.readTree(frame).toString());
        } catch (IOException e) {
            throw new AssertionError("not a frame of " + format, e);
        }
    }

    /// A command that may well be refused. A good one goes first: too many bad ones in a row would end the socket.
    void attempt(String type, Map<String, ?> data) {
        client.ask("time", Map.of());
        try {
            client.ask(type, data);
        } catch (Refused refused) {
            // What a refusal says was kept, too.
        }
    }

    JsonNode ask(String type, Map<String, ?> data) {
        return client.ask(type, data);
    }

    /// Asks for whatever there is, by every door: commands, history, snapshots, recovery, HTTP.
    void tryEverything(String session, List<String> codes) {
        Map<String, Object> it = Map.of("session", session);
        for (String command :
                List.of("get", "sheet", "progress", "results", "late", "code-map", "replay")) {
            attempt("tasting." + command, it);
        }
        attempt("tasting.list", Map.of("room", room));
        for (String of : List.of("samples", "cuppers")) {
            attempt("tasting.ranking", Map.of("session", session, "of", of));
            attempt("tasting.ranking", Map.of("room", room, "of", of));
        }
        if (!name.contains("host")) {
            tryToAct(session, codes);
        }
        for (String channel : List.of("room:" + room, "room:" + room + ":staff", "user-ann")) {
            attempt("channel.history", Map.of("channel", channel, "offset", 0, "limit", 200));
            attempt("channel.subscribe", Map.of("channel", channel, "epoch", "?", "offset", 0));
        }
        comeBack();
        overHttp(session);
    }

    /// Asks for documents that are not one's own: on a socket that stays, and on a new one; and by HTTP.
    ///
    /// @return what was answered, by document
    Map<String, String> tryDocuments(List<String> documents) {
        Map<String, String> answers = new HashMap<>();
        SyncSpy fresh = new SyncSpy(node, token);
        if (syncs.size() > 1) {
            syncs.getLast().end();
        }
        syncs.add(fresh);
        String unknown = DocumentId.random(new SecureRandom()).value();
        for (SyncSpy sync : List.of(syncs.getFirst(), fresh)) {
            sync.ask(unknown);
            for (String document : documents) {
                answers.put(document, sync.ask(document));
                if (answers.get(document).equals("doc-unavailable")) {
                    assertThat(sync.answer(document)).isEqualTo(sync.answer(unknown));
                }
            }
        }
        for (String document : documents) {
            readHttp("/api/v1/documents/" + document);
            readHttp("/api/v1/documents/" + document + "/changes");
        }
        return answers;
    }

    /// What only hosts may.
    private void tryToAct(String session, List<String> codes) {
        for (long seq = 0; seq < 20; seq += 19) {
            attempt("tasting.reveal", Map.of("session", session, "seq", seq));
            attempt("tasting.move", Map.of("session", session, "seq", seq, "move", "next"));
        }
        attempt("tasting.admit-late", Map.of("session", session, "user", "ann"));
        attempt(
                "tasting.add-samples",
                Map.of(
                        "session",
                        session,
                        "samples",
                        List.of(Map.of("identity", Map.of("name", "x")))));
        codes.forEach(code ->
                attempt(
                        "tasting.exclude",
                        Map.of("session", session, "user", "ann", "sample", code, "label", "x")));
    }

    /// By position, then by a fresh snapshot.
    void comeBack() {
        client.drop();
        client.connected(node.ws());
        attempt("room.join", Map.of("room", room, "epoch", "lost", "offset", 0));
        attempt("room.join", Map.of("room", room));
    }

    private void overHttp(String session) {
        String at = "/api/v1/tastings/" + session;
        List<String> paths =
                new ArrayList<>(
                        List.of(
                                at,
                                at + "/sheet",
                                at + "/progress",
                                at + "/results",
                                at + "/replay",
                                at + "/ranking?of=samples",
                                at + "/ranking?of=cuppers",
                                at + "/late",
                                at + "/export?format=csv",
                                at + "/export?format=json",
                                "/api/v1/rooms/" + room + "/ranking?of=samples",
                                "/api/v1/tastings?room=" + room,
                                "/api/v1/rooms/" + room,
                                "/api/v1/rooms/" + room + "/chat",
                                "/asyncapi.yaml",
                                "/"));
        for (String channel : List.of("room:" + room, "room:" + room + ":staff")) {
            String encoded = URLEncoder.encode(channel, StandardCharsets.UTF_8);
            paths.add("/api/v1/channels/" + encoded + "/events");
        }
        paths.forEach(this::readHttp);
    }

    void readHttp(String path) {
        var response = node.get(path, "Authorization", "Bearer " + token);
        frames.add(response.body().getBytes(StandardCharsets.UTF_8));
        decoded.add(response.headers().map() + response.body());
    }

    /// Whether a text came: in the bytes of a frame, in what they say, or in a document.
    boolean has(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        return syncs.stream().anyMatch(sync -> sync.has(text))
                || decoded.stream().anyMatch(one -> one.contains(text))
                || frames.stream().anyMatch(frame -> contains(frame, wanted));
    }

    private static boolean contains(byte[] frame, byte[] wanted) {
        for (int at = 0; at + wanted.length <= frame.length; at++) {
            int same = 0;
            while (same < wanted.length && frame[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }

    int frames() {
        return frames.size();
    }

    @Override
    public void close() {
        syncs.forEach(SyncSpy::end);
        client.close();
    }

    @Override
    public String toString() {
        return name + " by " + format;
    }
}
