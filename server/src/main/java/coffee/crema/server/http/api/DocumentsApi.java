package coffee.crema.server.http.api;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.document.DocumentAnswer;
import coffee.crema.crdt.document.DocumentHistory;
import coffee.crema.crdt.document.Removal;
import coffee.crema.rooms.RoomId;
import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Documents over HTTP: what they hold, now and at any time, and who changed what when. They are edited at `/sync` and `/ws`.
///
/// Who may not read a document is told that there is none.
@Controller("/api/v1")
@Tag(name = "documents")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content = @Content(schema = @Schema(implementation = ApiError.class)))
final class DocumentsApi {
    private static final Terms LIST = new Terms(Scope.ROOMS_READ, 2);

    /// A worker may have to load the document.
    private static final Terms READ = new Terms(Scope.ROOMS_READ, 5);

    private static final Terms READ_LOG = new Terms(Scope.ROOMS_READ, 2);
    private static final Terms WRITE = new Terms(Scope.ROOMS_WRITE, 1);

    private static final int HEADS_MAX = 64;

    private final Calls calls;
    private final DocumentHistory documents;
    private final Removal removal;

    DocumentsApi(Calls calls, DocumentHistory documents, Removal removal) {
        this.calls = calls;
        this.documents = documents;
        this.removal = removal;
    }

    @Get("/rooms/{room}/documents")
    @Operation(
            summary = "A room's documents that the caller may read",
            description =
                    "Scope rooms:read. `limit` is 1 to 50, 50 when absent; `after` is `next` of the page before. A page may hold fewer than its limit, or"
                            + " none, and still have a `next`.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = DocumentAnswer.Listed.class)))
    CompletionStage<HttpResponse<byte[]>> list(
            HttpRequest<?> http,
            Authentication who,
            String room,
            @QueryValue @Nullable String after,
            @QueryValue @Nullable Integer limit) {
        RoomId id = RoomId.parse("room", room);
        DocumentId start = after == null ? null : DocumentId.parse("after", after);
        return calls.carryOut(
                calls.call(http, who, null),
                LIST,
                request -> documents.ofRoom(request.principal(), id, start, limit));
    }

    @Get("/documents/{document}")
    @Operation(
            summary = "What a document is and holds, as JSON",
            description =
                    "Scope rooms:read. `heads`: as it was then, up to 64 hashes with commas between them; now when absent, and of a frozen document as it was"
                            + " frozen. Text and counters are plain values, times are ISO 8601, bytes are Base64.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = DocumentAnswer.Seen.class)))
    CompletionStage<HttpResponse<byte[]>> get(
            HttpRequest<?> http,
            Authentication who,
            String document,
            @QueryValue @Nullable String heads) {
        DocumentId id = id(document);
        List<ChangeHash> then = heads == null ? List.of() : heads(heads);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> documents.seen(request.principal(), id, then));
    }

    @Get("/documents/{document}/history")
    @Operation(
            summary = "Who changed a document when, newest first",
            description =
                    "Scope rooms:read. `limit` is 1 to 200, 50 when absent; `before` is `next` of the page before.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = DocumentAnswer.Page.class)))
    CompletionStage<HttpResponse<byte[]>> history(
            HttpRequest<?> http,
            Authentication who,
            String document,
            @QueryValue @Nullable Long before,
            @QueryValue @Nullable Integer limit) {
        DocumentId id = id(document);
        return calls.carryOut(
                calls.call(http, who, null),
                READ_LOG,
                request -> documents.page(request.principal(), id, before, limit));
    }

    @Get("/documents/{document}/history/{hash}")
    @Operation(
            summary = "One change, and the document as its editor saw it with that change",
            description = "Scope rooms:read")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = DocumentAnswer.Then.class)))
    CompletionStage<HttpResponse<byte[]>> at(
            HttpRequest<?> http, Authentication who, String document, String hash) {
        DocumentId id = id(document);
        ChangeHash change = hash("hash", hash);
        return calls.carryOut(
                calls.call(http, who, null),
                READ,
                request -> documents.at(request.principal(), id, change));
    }

    @Delete("/documents/{document}")
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Delete a document for good: its id is never used again",
            description =
                    "Scope rooms:write. A room's document by who administers the room, a user's own by that user; those of features not at all.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = DocumentAnswer.Removed.class)))
    CompletionStage<HttpResponse<byte[]>> delete(
            HttpRequest<?> http, Authentication who, String document) {
        DocumentId id = id(document);
        return calls.carryOut(
                calls.call(http, who, null), WRITE, request -> removal.remove(request, id));
    }

    private static DocumentId id(String document) {
        return DocumentId.parse("document", document);
    }

    private static List<ChangeHash> heads(String text) {
        return Stream.of(text.split(",", HEADS_MAX + 1)).map(one -> hash("heads", one)).toList();
    }

    private static ChangeHash hash(String field, String text) {
        return ChangeHash.parse(field, text);
    }
}
