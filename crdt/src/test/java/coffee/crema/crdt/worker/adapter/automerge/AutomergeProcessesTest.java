package coffee.crema.crdt.worker.adapter.automerge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coffee.crema.crdt.AutomergeWorkers.History;
import coffee.crema.crdt.AutomergeWorkers.Refused;
import coffee.crema.crdt.AutomergeWorkers.Refused.Reason;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.worker.adapter.automerge.JavaScriptDocuments.Made;
import coffee.crema.crdt.worker.adapter.automerge.JavaScriptDocuments.State;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What workers do for sound documents, and what they refuse; with real processes.
final class AutomergeProcessesTest {
    private static final JavaScriptDocuments DOCUMENTS = JavaScriptDocuments.read();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final History NEVER =
            () -> {
                throw new AssertionError("it is open already");
            };

    @TempDir private static Path dir;
    private static Site site;

    @BeforeAll
    static void open() {
        site = new Site(Site.settings(), dir);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void changes_made_in_javascript_are_applied_one_by_one_and_read_at_any_heads() {
        for (Made made : DOCUMENTS.all()) {
            DocumentId id = Site.document();
            for (Change change : made.parsed()) {
                assertThat(
                                Site.await(site.workers.apply(id, Site.EMPTY, List.of(change)))
                                        .accepted())
                        .containsExactly(change.hash());
            }
            for (State state : made.states()) {
                assertThat(Site.await(site.workers.read(id, NEVER, state.hashes())))
                        .isEqualTo(state.content());
            }
            assertThat(Site.await(site.workers.read(id, NEVER, List.of())))
                    .isEqualTo(made.states().getLast().content());
        }
    }

    @Test
    void a_document_is_loaded_from_its_history_when_no_worker_holds_it() {
        for (Made made : DOCUMENTS.all()) {
            List<Change> changes = made.parsed();
            int half = changes.size() / 2;
            DocumentId id = Site.document();
            var verdict =
                    Site.await(
                            site.workers.apply(
                                    id,
                                    Site.history(changes.subList(0, half)),
                                    changes.subList(half, changes.size())));
            assertThat(verdict.accepted()).hasSize(changes.size() - half);
            site.workers.forget(id);
            assertThat(Site.await(site.workers.read(id, Site.history(changes), List.of())))
                    .isEqualTo(made.states().getLast().content());
        }
    }

    @Test
    void a_first_change_is_the_same_for_the_same_content_and_holds_it() throws Exception {
        JsonNode content =
                MAPPER.readTree(
                        """
                        {"form": {"id": "f", "version": 2}, "notes": "süß 𝄞", "score": 83.25, "cups": [true, false],
                         "none": null, "whole": -7, "a/b~c": "", "samples": {}, "large": 9007199254740991.0, "low": -9007199254740991.0}\
                        """);
        JsonNode shuffled =
                MAPPER.readTree(
                        """
                        {"low": -9007199254740991.0, "large": 9007199254740991, "samples": {}, "a/b~c": "", "whole": -7, "none": null, "cups": [true, false], "score": 83.25,
                         "notes": "süß 𝄞", "form": {"version": 2, "id": "f"}}\
                        """);
        var texts = Set.of("/notes", "/a~1b~0c");
        Change first = Site.await(site.workers.initial(content, texts));
        assertThat(Site.await(site.workers.initial(shuffled, texts))).isEqualTo(first);
        assertThat(Site.await(site.workers.initial(content, Set.of("/notes")))).isNotEqualTo(first);
        assertThat(
                        Site.await(
                                site.workers.read(
                                        Site.document(), Site.history(List.of(first)), List.of())))
                .isEqualTo(content);
    }

    @Test
    void an_edit_sets_and_deletes_on_top_of_heads() throws Exception {
        Made kinds = DOCUMENTS.kinds();
        List<Change> changes = kinds.parsed();
        State state = kinds.states().getFirst();
        History history = Site.history(changes);
        Map<String, JsonNode> sets = new HashMap<>();
        sets.put("/map/deep/new", TextNode.valueOf("n"));
        sets.put("/list/1", MAPPER.readTree("{\"x\": [1, 2]}"));
        sets.put("/list/-", MAPPER.readTree("9"));
        sets.put("/votes", NullNode.getInstance());
        DocumentId id = Site.document();
        CompletionStage<Change> made = site.workers.edit(id, history, state.hashes(), "0a0b", sets);
        Change edit = Site.await(made);
        assertThat(edit.dependencies()).isEqualTo(state.hashes());
        assertThat(edit.actorHex()).isEqualTo("0a0b");
        assertThat(Site.await(site.workers.edit(id, history, state.hashes(), "0a0b", sets)))
                .isEqualTo(edit);

        assertThat(Site.await(site.workers.apply(id, history, List.of(edit))).accepted())
                .containsExactly(edit.hash());
        JsonNode content = Site.await(site.workers.read(id, history, List.of(edit.hash())));
        assertThat(content.at("/map/deep/new").asText()).isEqualTo("n");
        assertThat(content.at("/list"))
                .isEqualTo(MAPPER.readTree("[1, {\"x\": [1, 2]}, {\"three\": \"v\"}, 9]"));
        assertThat(content.has("votes")).isFalse();
    }

    @Test
    void values_that_were_set_at_the_same_time_are_all_read() throws Exception {
        JsonNode content =
                MAPPER.readTree(
                        """
                        {"scores": {"body": 5, "a/b": 1}, "cups": [true, true, true], "note": "n"}\
                        """);
        Change first = Site.await(site.workers.initial(content, Set.of("/note")));
        DocumentId id = Site.document();
        History before = Site.history(List.of(first));
        Map<String, JsonNode> one =
                Map.of(
                        "/scores/body", MAPPER.readTree("7"),
                        "/scores/a~1b", MAPPER.readTree("2"),
                        "/scores/new", MAPPER.readTree("[1]"),
                        "/cups/1", MAPPER.readTree("false"),
                        "/note", TextNode.valueOf("left"));
        Map<String, JsonNode> other =
                Map.of(
                        "/scores/body", MAPPER.readTree("8"),
                        "/scores/a~1b", MAPPER.readTree("2"),
                        "/scores/new", MAPPER.readTree("[1, 2]"),
                        "/cups/1", MAPPER.readTree("7"),
                        "/note", TextNode.valueOf("right"));
        List<ChangeHash> heads = List.of(first.hash());
        Change left = Site.await(site.workers.edit(id, before, heads, "0a", one));
        Change right = Site.await(site.workers.edit(id, before, heads, "0b", other));
        History all = Site.history(List.of(first, left, right));
        site.workers.forget(id);
        var read = Site.await(site.workers.readAll(id, all, List.of(left.hash(), right.hash())));
        assertThat(read.chosen()).isEqualTo(Site.await(site.workers.read(id, all, List.of())));
        assertThat(read.others())
                .containsOnlyKeys("/scores/body", "/scores/new", "/cups/1", "/note");
        read.others()
                .forEach((pointer, values) -> {
                    JsonNode shown = read.chosen().at(pointer);
                    assertThat(values)
                            .as(pointer)
                            .containsExactly(
                                    shown.equals(one.get(pointer))
                                            ? other.get(pointer)
                                            : one.get(pointer));
                });
        var calm = Site.await(site.workers.readAll(id, all, List.of(left.hash())));
        assertThat(calm.others()).isEmpty();
        assertThat(calm.chosen().at("/scores/body").asInt()).isEqualTo(7);
    }

    @Test
    void what_cannot_be_is_refused_by_name() throws JsonProcessingException {
        History history = Site.history(DOCUMENTS.kinds().parsed());
        DocumentId id = Site.document();
        var unknown = List.of(new ChangeHash(1, 2, 3, 4));
        Map<String, JsonNode> sets = Map.of("/x", TextNode.valueOf("y"));
        refused(ErrorCode.NOT_FOUND, () -> Site.await(site.workers.read(id, history, unknown)));
        refused(
                ErrorCode.NOT_FOUND,
                () -> Site.await(site.workers.edit(id, history, unknown, "01", sets)));
        refused(
                ErrorCode.INVALID_FIELD,
                () -> Site.await(site.workers.edit(id, history, List.of(), "zz", sets)));
        for (String path : List.of("/no/way", "/list/99", "/whole/x", "", "x")) {
            refused(
                    ErrorCode.INVALID_FIELD,
                    () ->
                            Site.await(
                                    site.workers.edit(
                                            id,
                                            history,
                                            List.of(),
                                            "01",
                                            Map.of(path, TextNode.valueOf("y")))));
        }
        JsonNode half = MAPPER.createObjectNode().put("text", "\ud83d");
        JsonNode empty = MAPPER.readTree("{}");
        JsonNode large = MAPPER.readTree("{\"x\": 18446744073709551615}");
        for (JsonNode content : List.of(half, empty, large)) {
            refused(
                    ErrorCode.INVALID_FIELD,
                    () -> Site.await(site.workers.initial(content, Set.of())));
        }
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void an_unsound_change_is_refused_with_what_rests_on_it_and_the_others_are_applied() {
        List<Change> sound = DOCUMENTS.typing().parsed();
        Change broken = Crafted.broken(sound.get(40));
        Change resting = coffee.crema.crdt.Chunks.change("r", 1, List.of(broken.hash()), "");
        var offered = new ArrayList<>(sound.subList(20, 45));
        offered.add(20, broken);
        offered.add(resting);
        History history = Site.history(sound.subList(0, 20));
        DocumentId id = Site.document();
        for (int again = 0; again < 2; again++) {
            var verdict = Site.await(site.workers.apply(id, history, offered));
            assertThat(verdict.accepted())
                    .isEqualTo(sound.subList(20, 45).stream().map(Change::hash).toList());
            assertThat(verdict.refused())
                    .containsExactlyInAnyOrder(
                            new Refused(broken.hash(), Reason.INVALID),
                            new Refused(resting.hash(), Reason.INVALID));
        }
        var alone =
                Site.await(
                        site.workers.apply(
                                Site.document(),
                                Site.history(sound.subList(0, 40)),
                                List.of(broken)));
        assertThat(alone.refused()).containsExactly(new Refused(broken.hash(), Reason.INVALID));
    }

    @Test
    void a_change_without_its_dependencies_is_nobodys_fault() {
        List<Change> sound = DOCUMENTS.typing().parsed();
        refused(
                ErrorCode.UNAVAILABLE,
                () ->
                        Site.await(
                                site.workers.apply(
                                        Site.document(), Site.EMPTY, sound.subList(3, 4))));
    }

    @Test
    void copies_beyond_the_room_for_them_are_closed_and_opened_again(@TempDir Path other) {
        List<Change> changes = DOCUMENTS.typing().parsed();
        try (var small =
                new Site(Site.with(1 << 20, Duration.ofSeconds(10), 200_000, 4_096), other)) {
            var ids = new ArrayList<DocumentId>();
            for (int i = 0; i < 20; i++) {
                DocumentId id = Site.document();
                ids.add(id);
                assertThat(Site.await(small.workers.apply(id, Site.EMPTY, changes)).refused())
                        .isEmpty();
            }
            assertThat(small.count("crema.documents.worker.evictions")).isGreaterThan(5);
            assertThat(small.count("crema.documents.worker.copies.bytes")).isLessThan(3 << 20);
            for (DocumentId id : ids) {
                assertThat(Site.await(small.workers.read(id, Site.history(changes), List.of())))
                        .isEqualTo(DOCUMENTS.typing().states().getLast().content());
            }
            String text = "x".repeat(5_000);
            Change large =
                    Site.await(
                            small.workers.initial(
                                    MAPPER.createObjectNode().put("text", text), Set.of("/text")));
            refused(
                    ErrorCode.TOO_LARGE,
                    () ->
                            Site.await(
                                    small.workers.read(
                                            Site.document(),
                                            Site.history(List.of(large)),
                                            List.of())));
        }
    }
}
