package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.apiKey;
import static coffee.crema.server.http.api.ApiCaller.member;
import static coffee.crema.server.http.api.ApiCaller.service;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.document.Documents;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Database;
import coffee.crema.rooms.RoomId;
import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Documents over HTTP, on a node with real workers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DocumentsApiContract {
    private static final String DOCUMENTS = "/api/v1/documents/";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private LocalNode node;
    private Documents documents;
    private ApiCaller ann;
    private ApiCaller eve;

    /// Settings of the node.
    abstract List<String> store();

    @BeforeAll
    void start(@TempDir Path dir) {
        var settings = new ArrayList<>(store());
        settings.add(
                "crema.auth.api-keys="
                        + apiKey("shop", "admin", "rooms")
                        + ","
                        + apiKey("wall", "reader", "rooms:read"));
        node = LocalNode.start(dir, settings.toArray(String[]::new));
        documents = node.bean(Documents.class);
        ann = member(node, "ann");
        eve = member(node, "eve");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_document_is_read_as_it_is_and_as_it_was_with_who_did_what() {
        String id = document(null, "ann", Map.of("coffee", "Kochere"));
        edit(id, "ann", "/score", JSON.numberNode(86));
        JsonNode between = ann.get(DOCUMENTS + id);
        edit(id, "ben", "/coffee", JSON.textNode("Yirgacheffe"));

        JsonNode now = ann.get(DOCUMENTS + id);
        assertThat(now.path("document").path("owner").asText()).isEqualTo("ann");
        assertThat(now.path("document").path("access").asText()).isEqualTo("write");
        assertThat(now.path("changes").asInt()).isEqualTo(3);
        assertThat(now.path("content").toString())
                .isEqualTo("{\"coffee\":\"Yirgacheffe\",\"score\":86}");
        String heads = between.path("heads").get(0).asText();
        JsonNode then = ann.get(DOCUMENTS + id + "?heads=" + heads);
        assertThat(then.path("content")).isEqualTo(between.path("content"));
        assertThat(then.path("content").path("coffee").asText()).isEqualTo("Kochere");

        JsonNode first = ann.get(DOCUMENTS + id + "/history?limit=2");
        assertThat(first.path("changes")).hasSize(2);
        JsonNode newest = first.path("changes").get(0);
        assertThat(newest.path("author").asText()).isEqualTo("ben");
        assertThat(newest.path("operations").asInt())
                .as("a new text, and its 11 characters")
                .isEqualTo(12);
        assertThat(first.path("changes").get(1).path("operations").asInt()).isOne();
        assertThat(newest.path("atMs").asLong()).isPositive();
        JsonNode rest =
                ann.get(DOCUMENTS + id + "/history?limit=2&before=" + first.path("next").asLong());
        assertThat(rest.path("changes")).hasSize(1);
        assertThat(rest.path("next").isMissingNode()).isTrue();
        String oldest = rest.path("changes").get(0).path("hash").asText();
        JsonNode at = ann.get(DOCUMENTS + id + "/history/" + oldest);
        assertThat(at.path("content").toString()).isEqualTo("{\"coffee\":\"Kochere\"}");
        assertThat(at.path("change").path("hash").asText()).isEqualTo(oldest);
    }

    @Test
    void nothing_tells_a_document_that_may_not_be_read_from_one_that_is_not_there() {
        String id = document(null, "ann", Map.of("coffee", "Kochere"));
        String hash = ann.get(DOCUMENTS + id).path("heads").get(0).asText();
        String nowhere = DocumentId.random(new SecureRandom()).value();
        for (String path : List.of("", "/history", "/history/" + hash, "?heads=" + hash)) {
            JsonNode forbidden = eve.refused(404, "not_found", "GET", DOCUMENTS + id + path, "");
            JsonNode missing = ann.refused(404, "not_found", "GET", DOCUMENTS + nowhere + path, "");
            assertThat(forbidden).isEqualTo(missing);
        }
        assertThat(eve.refused(404, "not_found", "DELETE", DOCUMENTS + id, ""))
                .isEqualTo(ann.refused(404, "not_found", "DELETE", DOCUMENTS + nowhere, ""));
        assertThat(ann.get(DOCUMENTS + id).path("changes").asInt()).isOne();
    }

    @Test
    void what_is_no_id_no_hash_and_no_number_is_named() {
        String id = document(null, "ann", Map.of("coffee", "Kochere"));
        String other = "0".repeat(64);
        assertThat(field(ann.refused(400, "invalid_field", "GET", DOCUMENTS + "nonsense", "")))
                .isEqualTo("document");
        assertThat(field(ann.refused(400, "invalid_field", "GET", DOCUMENTS + id + "?heads=1", "")))
                .isEqualTo("heads");
        assertThat(
                        field(
                                ann.refused(
                                        400,
                                        "invalid_field",
                                        "GET",
                                        DOCUMENTS + id + "/history/x",
                                        "")))
                .isEqualTo("hash");
        for (String limit : List.of("0", "201", "x")) {
            String path = DOCUMENTS + id + "/history?limit=" + limit;
            assertThat(field(ann.refused(400, "invalid_field", "GET", path, "")))
                    .isEqualTo("limit");
        }
        ann.refused(404, "not_found", "GET", DOCUMENTS + id + "?heads=" + other, "");
        ann.refused(404, "not_found", "GET", DOCUMENTS + id + "/history/" + other, "");
    }

    @Test
    void a_rooms_documents_come_by_pages_to_who_may_read_them() {
        ann.createRoom("table");
        ann.createRoom("other");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ids.add(document("table", "ann", Map.of("n", "" + i)));
        }
        document("other", "ann", Map.of("n", "x"));
        String path = "/api/v1/rooms/table/documents?limit=2";
        JsonNode first = ann.get(path);
        JsonNode second = ann.get(path + "&after=" + first.path("next").asText());
        Set<String> found = new HashSet<>();
        first.path("documents").forEach(one -> found.add(one.path("id").asText()));
        assertThat(found).hasSize(2);
        second.path("documents").forEach(one -> found.add(one.path("id").asText()));
        assertThat(found).isEqualTo(ids);
        assertThat(second.path("next").isMissingNode()).isTrue();
        JsonNode read = service(node, "reader").get(path);
        assertThat(read.path("documents").get(0).path("access").asText()).isEqualTo("read");
        assertThat(eve.get("/api/v1/rooms/nowhere/documents").path("documents")).isEmpty();
    }

    @Test
    void who_administers_the_room_deletes_its_documents_for_good() {
        ann.createRoom("shelf");
        String id = document("shelf", "ann", Map.of("coffee", "Kochere"));
        service(node, "reader").refused(403, "forbidden", "DELETE", DOCUMENTS + id, "");
        JsonNode done =
                service(node, "admin").done("DELETE", DOCUMENTS + id, "", "Idempotency-Key", "1");
        assertThat(done).isEmpty();
        ann.refused(404, "not_found", "GET", DOCUMENTS + id, "");
        ann.refused(404, "not_found", "GET", DOCUMENTS + id + "/history", "");
        assertThat(ann.get("/api/v1/rooms/shelf/documents").path("documents")).isEmpty();
        boolean taken =
                get(
                        documents
                                .create(
                                        info(new DocumentId(id), "shelf", "ann"),
                                        JSON.objectNode(),
                                        Set.of())
                                .handle((_, failure) -> failure != null));
        assertThat(taken).as("its id is never used again").isTrue();
        String own = document(null, "ann", Map.of("coffee", "Kochere"));
        ann.done("DELETE", DOCUMENTS + own, "");
        ann.refused(404, "not_found", "GET", DOCUMENTS + own, "");
    }

    private String document(@Nullable String room, String owner, Map<String, String> content) {
        var id = DocumentId.random(new SecureRandom());
        var object = JSON.objectNode();
        content.forEach(object::put);
        get(documents.create(info(id, room, owner), object, Set.of()));
        return id.value();
    }

    private static DocumentInfo info(DocumentId id, @Nullable String room, String owner) {
        return new DocumentInfo(
                id,
                DocumentInfo.OPEN,
                Optional.ofNullable(room).map(RoomId::new),
                room == null ? Optional.of(new UserId(owner)) : Optional.empty(),
                new UserId(owner),
                1,
                false,
                List.of());
    }

    private void edit(String id, String author, String pointer, JsonNode value) {
        var document = new DocumentId(id);
        boolean stored =
                get(
                        documents.edit(
                                document,
                                Map.of(pointer, value),
                                new UserId(author),
                                edit ->
                                        node.bean(Database.class)
                                                .write(
                                                        id,
                                                        tx -> {
                                                            edit.write(tx);
                                                            return true;
                                                        }),
                                (answer, _) -> answer));
        assertThat(stored).isTrue();
    }

    private static String field(JsonNode error) {
        return error.path("field").asText();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
