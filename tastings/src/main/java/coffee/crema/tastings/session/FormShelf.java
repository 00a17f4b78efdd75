package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormError;
import coffee.crema.tastings.form.FormRef;
import coffee.crema.tastings.form.FormUpload;
import coffee.crema.tastings.form.OwnForms;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Forms that people bring. Whoever brings the first version of an id brings the others, too; a version is never replaced.
///
/// **Threading, errors.** As {@link Tastings}.
public final class FormShelf {
    private final TastingDesk desk;
    private final FormBook book;
    private final OwnForms reader;
    private final MeterRegistry meters;

    public FormShelf(TastingDesk desk, FormBook book, OwnForms reader, MeterRegistry meters) {
        this.desk = desk;
        this.book = book;
        this.reader = reader;
        this.meters = meters;
    }

    /// What became of a form that somebody brought.
    public sealed interface Upload {
        record Added(TastingAnswer.FormNamed form) implements Upload {}

        /// @param errors at least one
        record Refused(List<FormError> errors) implements Upload {}
    }

    /// Takes a form, or says all that is wrong with it.
    ///
    /// @param json UTF-8
    /// @return fails with `conflict` for a version that is there, `forbidden` for somebody else's form, `too_many`
    public CompletionStage<Upload> upload(Request request, byte[] json) {
        RoomPolicy.requireAccount(request.principal());
        return switch (reader.take(json)) {
            case FormUpload.Accepted(Form form) -> keep(request, form).thenApply(Upload.Added::new);
            case FormUpload.Refused(List<FormError> errors) -> {
                refused(errors.getFirst().rule().equals("bytes") ? "bytes" : "shape");
                yield CompletableFuture.completedFuture(new Upload.Refused(errors));
            }
        };
    }

    /// As {@link #upload}, for those who can be told one error.
    ///
    /// @return fails with `invalid_field` that says where in the form and why
    public CompletionStage<TastingAnswer.FormNamed> add(
            Request request, TastingCommand.AddForm ask) {
        if (!ask.form().isObject()) {
            throw RejectedException.invalid("data.form", "an object");
        }
        return upload(request, ask.form().utf8())
                .thenApply(upload ->
                        switch (upload) {
                            case Upload.Added(TastingAnswer.FormNamed form) -> form;
                            case Upload.Refused(List<FormError> errors) ->
                                    throw RejectedException.invalid(
                                            "data.form"
                                                    + errors.getFirst().pointer().replace('/', '.'),
                                            errors.getFirst().message());
                        });
    }

    private CompletionStage<TastingAnswer.FormNamed> keep(Request request, Form form) {
        UserId owner = request.principal().user();
        return request.durably(
                "form:" + form.ref().id(),
                TastingAnswer.FormNamed.class,
                tx -> {
                    put(tx, form, owner);
                    return new TastingAnswer.FormNamed(form.ref().id(), form.ref().version());
                });
    }

    private void refused(String limit) {
        meters.counter("crema.tastings.forms.refused", "limit", limit).increment();
    }

    private void put(Tx tx, Form form, UserId owner) {
        Optional<UserId> first = book.ownerOf(tx, form.ref().id());
        if (first.isPresent() && !first.get().equals(owner)) {
            throw TastingDesk.forbidden("somebody else brought the form of this id");
        }
        if (book.countOf(tx, owner) >= TastingLimits.FORMS_MAX) {
            refused("forms");
            throw RejectedException.limit(ErrorCode.TOO_MANY, "own forms", TastingLimits.FORMS_MAX);
        }
        if (!book.put(tx, form, owner, desk.nowMs())) {
            throw TastingDesk.conflict("this version of the form is there already");
        }
    }

    /// Those that come with Crema, and one's own.
    public CompletionStage<TastingAnswer.FormsListed> list(
            Request request, TastingCommand.ListForms ask) {
        return desk.database()
                .read(tx ->
                        new TastingAnswer.FormsListed(
                                book
                                        .of(tx, request.principal().user(), TastingLimits.FORMS_MAX)
                                        .stream()
                                        .map(ref ->
                                                new TastingAnswer.FormName(ref.id(), ref.version()))
                                        .toList()));
    }

    /// A form's definition: whoever cups by it must be able to read it.
    public CompletionStage<TastingAnswer.FormRead> get(
            Request request, TastingCommand.GetForm ask) {
        return desk.database()
                .read(tx -> {
                    Optional<Form> form =
                            ask.version() == null
                                    ? book.newest(tx, ask.form())
                                    : book.find(tx, new FormRef(ask.form(), ask.version()));
                    return form.map(one ->
                                    new TastingAnswer.FormRead(
                                            one.ref().id(),
                                            one.ref().version(),
                                            new RawJson(
                                                    one.json().getBytes(StandardCharsets.UTF_8))))
                            .orElseThrow(() ->
                                    RejectedException.of(ErrorCode.NOT_FOUND, "no such form"));
                });
    }
}
