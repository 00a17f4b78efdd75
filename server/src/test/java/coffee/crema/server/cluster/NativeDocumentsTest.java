package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.document.Documents;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.rooms.RoomId;
import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents on the native door: followed and changed over sockets, with real workers.
class NativeDocumentsTest {
    private static final String ROOM = "native";
    private static final String HOST = "host";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @TempDir static Path dir;
    private static LocalNode node;
    private static Documents documents;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir);
        documents = node.bean(Documents.class);
        try (var host = connected(WireFormat.JSON, HOST)) {
            host.ask(
                    "room.create",
                    Map.of("id", ROOM, "type", "event", "title", "N", "visibility", "public"));
        }
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_change_is_answered_when_it_is_stored_and_heard_by_who_follows() {
        try (var ann = member(WireFormat.JSON, "ann");
                var bob = member(WireFormat.CBOR, "bob")) {
            DocumentId id = document();
            JsonNode followed = bob.ask("doc.follow", Map.of("document", id.value()));
            assertThat(followed.path("access").asText()).isEqualTo("write");
            assertThat(followed.path("heads")).hasSize(1);
            ann.ask("doc.follow", Map.of("document", id.value()));
            Change change = change(id, "score", 86);

            JsonNode applied = apply(ann, id, change);
            assertThat(applied.path("heads").get(0).asText()).isEqualTo(change.hash().hex());
            assertThat(stored(id)).contains(change.hash());
            await().atMost(SOON).until(() -> bob.events("doc.changed").size() == 1);
            JsonNode heard = bob.events("doc.changed").getFirst().data();
            assertThat(heard.path("document").asText()).isEqualTo(id.value());
            assertThat(heard.path("count").asInt()).isOne();
            assertThat(Base64.getDecoder().decode(heard.path("changes").get(0).asText()))
                    .isEqualTo(change.chunk());
            assertThat(heard.path("heads")).isEqualTo(applied.path("heads"));
            await().atMost(SOON).until(() -> ann.events("doc.saved").size() == 1);
            assertThat(ann.events("doc.saved").getFirst().data().path("heads"))
                    .isEqualTo(applied.path("heads"));
            assertThat(bob.events("doc.saved")).as("it was not bob's").isEmpty();

            assertThat(apply(ann, id, change)).as("once more does no harm").isEqualTo(applied);
            bob.ask("doc.unfollow", Map.of("document", id.value()));
            apply(ann, id, change(id, "score", 87));
            await().atMost(SOON).until(() -> ann.events("doc.changed").size() == 2);
            assertThat(bob.events("doc.changed")).hasSize(1);
        }
    }

    @Test
    void a_right_that_is_taken_ends_the_following_at_once() {
        try (var host = member(WireFormat.JSON, HOST);
                var bob = member(WireFormat.JSON, "bob2")) {
            DocumentId id = document();
            bob.ask("doc.follow", Map.of("document", id.value()));
            host.ask("room.kick", Map.of("room", ROOM, "user", "bob2"));
            await().atMost(SOON)
                    .until(() ->
                            bob.events("moved").stream()
                                    .anyMatch(one ->
                                            one.data()
                                                    .path("channel")
                                                    .asText()
                                                    .equals("doc:" + id.value())));
            apply(host, id, change(id, "secret", 1));
            assertThat(refusal(bob, "doc.follow", id)).isEqualTo("not_found");
            assertThat(refusal(bob, id, change(id, "secret", 2))).isEqualTo("not_found");
            assertThat(bob.events("doc.changed")).isEmpty();
        }
    }

    @Test
    void what_cannot_be_taken_is_refused_with_its_code_and_changes_nothing() {
        try (var ann = member(WireFormat.JSON, "ann3")) {
            DocumentId id = document();
            Change first = change(id, "a", 1);
            Set<ChangeHash> before = Set.copyOf(stored(id));
            assertThat(refusal(ann, "doc.follow", DocumentId.random(new SecureRandom())))
                    .isEqualTo("not_found");
            assertThat(refused(ann, id, List.of("###"))).isEqualTo("invalid_field");
            assertThat(refused(ann, id, List.of())).isEqualTo("invalid_field");
            assertThat(refused(ann, id, List.of("AAAA"))).isEqualTo("change_refused");
            DocumentId other = document();
            assertThat(refusal(ann, other, changeOn(id, first, "b", 2)))
                    .as("depends on what is not there")
                    .isEqualTo("invalid_field");
            assertThat(stored(id)).isEqualTo(before);
            var store = node.bean(DocumentStore.class);
            get(
                    node.bean(Database.class)
                            .write(
                                    id.value(),
                                    tx -> {
                                        store.freeze(tx, id, List.copyOf(before));
                                        documents.accessChanged(tx, id);
                                        return true;
                                    }));
            await().atMost(SOON).until(() -> refusal(ann, id, first).equals("frozen"));
            assertThat(stored(id)).isEqualTo(before);
            JsonNode followed = ann.ask("doc.follow", Map.of("document", id.value()));
            assertThat(followed.path("access").asText()).isEqualTo("read");
        }
    }

    private static WsClient member(WireFormat format, String user) {
        WsClient client = connected(format, user);
        client.ask("room.join", Map.of("room", ROOM));
        return client;
    }

    private static WsClient connected(WireFormat format, String user) {
        var client = new WsClient(format, node.token(user));
        client.connected(
                URI.create(node.node().address().toString().replace("http", "ws") + "/ws"));
        return client;
    }

    private static DocumentId document() {
        var id = DocumentId.random(new SecureRandom());
        var info =
                new DocumentInfo(
                        id,
                        DocumentInfo.OPEN,
                        Optional.of(new RoomId(ROOM)),
                        Optional.empty(),
                        new UserId("ann"),
                        1,
                        false,
                        List.of());
        get(documents.create(info, JSON.objectNode().put("coffee", "Kochere"), Set.of()));
        return id;
    }

    /// One that is not stored, on what the document is now.
    private static Change change(DocumentId id, String key, int value) {
        return made(log(id), key, value);
    }

    private static Change changeOn(DocumentId id, Change before, String key, int value) {
        List<Change> log = new ArrayList<>(log(id));
        log.add(before);
        return made(log, key, value);
    }

    private static Change made(List<Change> log, String key, int value) {
        var actor = new byte[16];
        new SecureRandom().nextBytes(actor);
        // Under another id: the document's own copy must not know of it.
        var elsewhere = DocumentId.random(new SecureRandom());
        return get(
                node.bean(AutomergeWorkers.class)
                        .edit(
                                elsewhere,
                                () ->
                                        CompletableFuture.completedStage(
                                                log.stream().map(Change::chunk).toList()),
                                List.of(log.getLast().hash()),
                                HexFormat.of().formatHex(actor),
                                Map.of("/" + key, JSON.numberNode(value))));
    }

    private static List<Change> log(DocumentId id) {
        var store = node.bean(DocumentStore.class);
        return get(node.bean(Database.class).read(tx -> store.load(tx, id))).stream()
                .map(DocumentStore.Stored::change)
                .toList();
    }

    private static Set<ChangeHash> stored(DocumentId id) {
        return log(id).stream().map(Change::hash).collect(Collectors.toSet());
    }

    private static JsonNode apply(WsClient client, DocumentId id, Change change) {
        return client.ask("doc.apply", of(id, List.of(text(change))));
    }

    private static String refusal(WsClient client, DocumentId id, Change change) {
        return refused(client, id, List.of(text(change)));
    }

    private static String refused(WsClient client, DocumentId id, List<String> changes) {
        return code(client, "doc.apply", of(id, changes));
    }

    private static String refusal(WsClient client, String command, DocumentId id) {
        return code(client, command, Map.of("document", id.value()));
    }

    private static String code(WsClient client, String command, Map<String, ?> data) {
        Refused refused = catchThrowableOfType(Refused.class, () -> client.ask(command, data));
        return refused == null ? "" : refused.code();
    }

    private static Map<String, Object> of(DocumentId id, List<String> changes) {
        return Map.of("document", id.value(), "changes", changes);
    }

    private static String text(Change change) {
        return Base64.getEncoder().encodeToString(change.chunk());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
