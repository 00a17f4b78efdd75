package coffee.crema.server.http.api;

import coffee.crema.server.http.ApiError;
import coffee.crema.server.http.api.Calls.Terms;
import coffee.crema.tastings.export.ReportLanguage;
import coffee.crema.tastings.session.Exports;
import coffee.crema.tastings.session.Imports;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Sessions as files, and files as samples.
@Controller("/api/v1")
@Tag(name = "files")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ApiResponse(
        responseCode = "4XX",
        description = "Refused; 5XX has the same shape",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = ApiError.class)))
final class FilesApi {
    private static final Terms EXPORT = new Terms(Scope.ROOMS_READ, 20);
    private static final Terms PREVIEW = new Terms(Scope.ROOMS_READ, 20);
    private static final Terms IMPORT = new Terms(Scope.ROOMS_WRITE, 20);
    private static final String CSV = "text/csv";
    private static final String JSON = "application/json";
    private static final String PDF = "application/pdf";

    private final Calls calls;
    private final Exports exports;
    private final Imports imports;

    FilesApi(Calls calls, Exports exports, Imports imports) {
        this.calls = calls;
        this.exports = exports;
        this.imports = imports;
    }

    @Get(
            uri = "/tastings/{session}/export",
            produces = {JSON, CSV, PDF})
    @Operation(
            summary = "A session as a file, with what the caller may see now",
            description =
                    "Scope rooms:read. `format` is csv, json or pdf; `lang`, of a PDF's own words, is ko or en, en when absent.")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(
                        mediaType = JSON,
                        schema = @Schema(implementation = TastingBodies.SessionResult.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                @Content(mediaType = PDF, schema = @Schema(type = "string", format = "binary"))
            })
    CompletionStage<HttpResponse<byte[]>> export(
            HttpRequest<?> http,
            Authentication who,
            String session,
            @QueryValue String format,
            @QueryValue @Nullable String lang) {
        TastingId id = TastingId.parse("session", session);
        Exports.Format kind = Exports.Format.parse("format", format);
        ReportLanguage language = ReportLanguage.parse("lang", lang == null ? "en" : lang);
        return calls.respond(
                calls.call(http, who, null),
                EXPORT,
                request -> exports.export(request, id, kind, language).thenApply(FilesApi::file));
    }

    private static HttpResponse<byte[]> file(Exports.File file) {
        return HttpResponse.ok(file.bytes())
                .header(HttpHeaders.CONTENT_TYPE, file.contentType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + file.name() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Post(uri = "/samples/import", consumes = CSV)
    @Operation(
            summary = "What a file of samples would be imported as; nothing is kept",
            description =
                    "Scope rooms:read. CSV in UTF-8 of at most 4 MiB, as docs/tastings.md describes it. Every row is a sample; what is odd about one is listed with its line.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = TastingAnswer.ImportPreview.class)))
    CompletionStage<HttpResponse<byte[]>> preview(
            HttpRequest<?> http, Authentication who, @Body byte @Nullable [] body) {
        var call = calls.call(http, who, body);
        return calls.carryOut(call, PREVIEW, request -> imports.preview(request, call.body()));
    }

    @Post(uri = "/tastings/{session}/samples/import", consumes = CSV)
    @Parameter(name = Calls.KEY, in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @Operation(
            summary = "Put the rows of a file on a session's table, in the lobby",
            description =
                    "Scope rooms:write. `from` is the first row, from 1; `limit` how many, all that follow when absent; `flight` from 1. More rows than the session takes are refused as a whole.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = TastingAnswer.Imported.class)))
    CompletionStage<HttpResponse<byte[]>> into(
            HttpRequest<?> http,
            Authentication who,
            String session,
            @QueryValue @Nullable Integer flight,
            @QueryValue @Nullable Integer from,
            @QueryValue @Nullable Integer limit,
            @Body byte @Nullable [] body) {
        TastingId id = TastingId.parse("session", session);
        var call = calls.call(http, who, body);
        var selection = new Imports.Selection(flight, from, limit);
        return calls.carryOut(
                call, IMPORT, request -> imports.into(request, id, call.body(), selection));
    }
}
