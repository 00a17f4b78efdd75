package coffee.crema.crdt.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.Editor;
import coffee.crema.crdt.adapter.jdbi.Log;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentHistoryTest {

    private static final Principal ANN = member("ann");
    private static final Principal EVE = member("eve");

    @TempDir Path folder;

    private Log log;
    private DocumentHistory history;
    private DocumentId id;
    private final Editor ann = new Editor("aa");
    private final Editor ben = new Editor("bb");

    @BeforeEach
    void open() {
        log = new Log(Log.sqlite(folder), "one");
        history =
                new DocumentHistory(
                        log.database, log.store, new HeadsAsContent(), List.of(new OwnersOnly()));
        id = log.document();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void who_changed_what_and_when_comes_by_pages_newest_first() {
        List<Change> hers = ann.edits(3);
        log.append(id, hers, Log.ANN, 10);
        ben.see(hers);
        List<Change> his = ben.edits(2);
        log.append(id, his, Log.BEN, 20);
        log.compact(id, 4);

        DocumentAnswer.Page newest = Log.get(history.page(ANN, id, null, 2));
        assertThat(newest.changes())
                .extracting(DocumentAnswer.Entry::hash)
                .containsExactly(his.get(1).hash().hex(), his.get(0).hash().hex());
        assertThat(newest.changes())
                .allMatch(entry -> entry.author().equals("ben") && entry.atMs() == 20);
        DocumentAnswer.Page rest = Log.get(history.page(ANN, id, newest.next(), 3));
        assertThat(rest.changes())
                .extracting(DocumentAnswer.Entry::hash)
                .isEqualTo(hers.reversed().stream().map(one -> one.hash().hex()).toList());
        assertThat(rest.next()).isNull();
        DocumentAnswer.Entry first = rest.changes().getLast();
        assertThat(first.actor()).isEqualTo(hers.getFirst().actorHex());
        assertThat(first.seq()).isEqualTo(1);
        assertThat(first.message()).isEqualTo("edit aa 1");
        assertThat(first.editedAtMs()).as("the editor did not say").isNull();
        assertThat(first.dependencies()).isEmpty();
        assertThat(newest.changes().getLast().dependencies())
                .containsExactly(hers.getLast().hash().hex());
    }

    @Test
    void a_document_is_read_now_and_as_it_was() {
        List<Change> changes = ann.edits(5);
        log.append(id, changes);
        DocumentAnswer.Seen now = Log.get(history.seen(ANN, id, List.of()));
        assertThat(now.heads()).containsExactly(changes.get(4).hash().hex());
        assertThat(now.content().asText()).isEqualTo(changes.get(4).hash().hex());
        assertThat(now.changes()).isEqualTo(5);
        assertThat(now.document().access()).isEqualTo("write");
        DocumentAnswer.Then then = Log.get(history.at(ANN, id, changes.get(2).hash()));
        assertThat(then.content().asText()).isEqualTo(changes.get(2).hash().hex());
        assertThat(then.change().author()).isEqualTo("ann");
        assertThat(code(() -> Log.get(history.at(ANN, id, ben.edit().hash()))))
                .isEqualTo(ErrorCode.NOT_FOUND);

        DocumentAnswer.Seen before = Log.get(history.seen(ANN, id, List.of(changes.get(3).hash())));
        assertThat(before.heads()).containsExactly(changes.get(3).hash().hex());
        assertThat(before.content().asText()).isEqualTo(changes.get(3).hash().hex());

        log.yes(tx -> log.store.freeze(tx, id, List.of(changes.get(1).hash())));
        DocumentAnswer.Seen frozen = Log.get(history.seen(ANN, id, List.of()));
        assertThat(frozen.document().frozen()).isTrue();
        assertThat(frozen.content().asText()).isEqualTo(changes.get(1).hash().hex());
    }

    @Test
    void who_may_not_read_is_told_that_there_is_none() {
        List<Change> changes = ann.edits(2);
        log.append(id, changes);
        var other = DocumentId.of(new byte[16]);
        List<ThrowingCallable> calls =
                List.of(
                        () -> Log.get(history.seen(EVE, id, List.of())),
                        () -> Log.get(history.page(EVE, id, null, null)),
                        () -> Log.get(history.at(EVE, id, changes.getFirst().hash())),
                        () -> Log.get(history.seen(ANN, other, List.of())));
        var reasons = new HashSet<String>();
        for (ThrowingCallable call : calls) {
            RejectedException refusal = refusal(call);
            assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND);
            reasons.add(refusal.reason());
        }
        assertThat(reasons).as("nothing tells the two apart").hasSize(1);
    }

    @Test
    void limits_are_checked() {
        for (int limit : List.of(0, 201)) {
            assertThat(code(() -> history.page(ANN, id, null, limit)))
                    .isEqualTo(ErrorCode.INVALID_FIELD);
        }
    }

    private static ErrorCode code(ThrowingCallable call) {
        return refusal(call).code();
    }

    private static RejectedException refusal(ThrowingCallable call) {
        var caught = new ArrayList<RejectedException>();
        assertThatThrownBy(call).isInstanceOfSatisfying(RejectedException.class, caught::add);
        return caught.getFirst();
    }

    private static Principal member(String user) {
        return new Principal(
                new UserId(user),
                user,
                Principal.Kind.MEMBER,
                Set.of(),
                List.of(),
                Instant.MAX,
                Optional.empty());
    }

    /// A user's own documents, for that user.
    private static final class OwnersOnly implements DocumentPolicy {
        @Override
        public String kind() {
            return DocumentInfo.OPEN;
        }

        @Override
        public CompletionStage<Access> access(Principal who, DocumentInfo document) {
            return CompletableFuture.completedStage(
                    document.owner().filter(who.user()::equals).isPresent()
                            ? Access.WRITE
                            : Access.NONE);
        }
    }

    /// The content is the hash of what was asked for: what is made of it is for Automerge's own code.
    private final class HeadsAsContent implements DocumentHistory.Contents {
        @Override
        public CompletionStage<List<ChangeHash>> heads(DocumentId document) {
            Set<ChangeHash> heads = new HashSet<>();
            log.load(document)
                    .forEach(one -> {
                        one.change().dependencies().forEach(heads::remove);
                        heads.add(one.change().hash());
                    });
            return CompletableFuture.completedStage(List.copyOf(heads));
        }

        @Override
        public CompletionStage<JsonNode> read(DocumentId document, List<ChangeHash> heads) {
            return CompletableFuture.completedStage(
                    JsonNodeFactory.instance.textNode(heads.getFirst().hex()));
        }
    }
}
