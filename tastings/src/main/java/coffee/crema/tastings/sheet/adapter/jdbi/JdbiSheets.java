package coffee.crema.tastings.sheet.adapter.jdbi;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.sheet.Pointers;
import coffee.crema.tastings.sheet.Sheets;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// {@link Sheets} as rows: a first content, and edits with rising numbers, of which the version is the last. Edits of one document are made one after another by their callers, so
/// there is nothing to merge.
public final class JdbiSheets implements Sheets {

    /// Edits of one document; a careful cupper of ten samples makes some 300.
    static final int EDITS_MAX = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String INSERT =
            """
            insert into sheet (id, kind, room, owner, content, closed, created_by, created_at_ms)
            values (:id, :kind, :room, :owner, :content, 0, :by, :nowMs)\
            """;

    private static final String APPEND =
            """
            insert into sheet_edit (sheet, version, author, sets, at_ms)
            select :id, coalesce(max(version), 0) + 1, :author, :sets, :nowMs from sheet_edit where sheet = :id\
            """;

    private final Database database;
    private final Supplier<String> ids;

    /// @param ids new ones, unpredictable
    public JdbiSheets(Database database, Supplier<String> ids) {
        this.database = database;
        this.ids = ids;
    }

    @Override
    public CompletionStage<Opening> open(Draft draft) {
        return CompletableFuture.completedFuture(new RowOpening(ids.get(), draft));
    }

    private record RowOpening(String id, Draft draft) implements Opening {
        @Override
        public void write(Tx tx, long nowMs) {
            JdbiTx.handle(tx)
                    .createUpdate(INSERT)
                    .bind("id", id)
                    .bind("kind", draft.kind().wireName())
                    .bind("room", draft.room().value())
                    .bind("owner", draft.owner().map(UserId::value).orElse(null))
                    .bind("content", draft.content().toString())
                    .bind("by", draft.by().value())
                    .bind("nowMs", nowMs)
                    .execute();
        }
    }

    @Override
    public void edit(
            Tx tx, String document, UserId author, Map<String, JsonNode> sets, long nowMs) {
        requireOpen(tx, document);
        if (last(tx, document) >= EDITS_MAX) {
            throw RejectedException.limit(ErrorCode.TOO_MANY, "edits of a sheet", EDITS_MAX);
        }
        ObjectNode row = JSON.createObjectNode();
        sets.forEach(row::set);
        JdbiTx.handle(tx)
                .createUpdate(APPEND)
                .bind("id", document)
                .bind("author", author.value())
                .bind("sets", row.toString())
                .bind("nowMs", nowMs)
                .execute();
    }

    @Override
    public CompletionStage<Void> settle(String document) {
        return CompletableFuture.completedFuture(null);
    }

    private static void requireOpen(Tx tx, String document) {
        int closed =
                JdbiTx.handle(tx)
                        .createQuery("select closed from sheet where id = :id")
                        .bind("id", document)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElseThrow(JdbiSheets::noSheet);
        if (closed != 0) {
            throw RejectedException.of(ErrorCode.CLOSED, "the document is closed for changes");
        }
    }

    @Override
    public Optional<String> version(Tx tx, String document) {
        return Optional.of(Long.toString(last(tx, document)));
    }

    private static long last(Tx tx, String document) {
        return JdbiTx.handle(tx)
                .createQuery("select coalesce(max(version), 0) from sheet_edit where sheet = :id")
                .bind("id", document)
                .mapTo(Long.class)
                .one();
    }

    @Override
    public CompletionStage<JsonNode> read(String document, Optional<String> version) {
        long last = version.map(Long::parseLong).orElse(Long.MAX_VALUE);
        return database.read(tx -> content(tx, document, last));
    }

    private static JsonNode content(Tx tx, String document, long last) {
        String first =
                JdbiTx.handle(tx)
                        .createQuery("select content from sheet where id = :id")
                        .bind("id", document)
                        .mapTo(String.class)
                        .findOne()
                        .orElseThrow(JdbiSheets::noSheet);
        List<String> edits =
                JdbiTx.handle(tx)
                        .createQuery(
                                "select sets from sheet_edit where sheet = :id and version <= :last order by version")
                        .bind("id", document)
                        .bind("last", last)
                        .mapTo(String.class)
                        .list();
        ObjectNode content = tree(first);
        for (String edit : edits) {
            Map<String, JsonNode> sets = new LinkedHashMap<>();
            tree(edit).properties().forEach(e -> sets.put(e.getKey(), e.getValue()));
            Pointers.apply(content, sets);
        }
        return content;
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored sheet cannot be read", e);
        }
    }

    private static RejectedException noSheet() {
        return RejectedException.of(ErrorCode.NOT_FOUND, "no such document");
    }

    @Override
    public void close(Tx tx, String document, String version) {
        JdbiTx.handle(tx)
                .createUpdate("update sheet set closed = 1 where id = :id")
                .bind("id", document)
                .execute();
    }

    @Override
    public void accessChanged(Tx tx, RoomId room) {
        // Nobody follows rows.
    }
}
