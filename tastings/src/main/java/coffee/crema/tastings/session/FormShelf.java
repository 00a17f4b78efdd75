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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Forms that people bring. Whoever brings the first version of an id brings the others, too; a version is never replaced.
///
/// **Threading, errors.** As {@link Tastings}.
public final class FormShelf {
    private final TastingDesk desk;
    private final FormBook book;
    private final OwnForms reader;

    public FormShelf(TastingDesk desk, FormBook book, OwnForms reader) {
        this.desk = desk;
        this.book = book;
        this.reader = reader;
    }

    /// @return fails with `invalid_field` that says where in the form and why, `conflict` for a version that is there, `forbidden` for somebody else's form
    public CompletionStage<TastingAnswer.FormNamed> add(
            Request request, TastingCommand.AddForm ask) {
        RoomPolicy.requireAccount(request.principal());
        Form form = read(ask.form());
        UserId owner = request.principal().user();
        return request.durably(
                "form:" + form.ref().id(),
                TastingAnswer.FormNamed.class,
                tx -> {
                    put(tx, form, owner);
                    return new TastingAnswer.FormNamed(form.ref().id(), form.ref().version());
                });
    }

    private Form read(RawJson json) {
        if (!json.isObject()) {
            throw RejectedException.invalid("data.form", "an object");
        }
        return switch (reader.take(json.utf8())) {
            case FormUpload.Accepted(Form form) -> form;
            case FormUpload.Refused(List<FormError> errors) ->
                    throw RejectedException.invalid(
                            "data.form" + errors.getFirst().pointer().replace('/', '.'),
                            errors.getFirst().message());
        };
    }

    private void put(Tx tx, Form form, UserId owner) {
        Optional<UserId> first = book.ownerOf(tx, form.ref().id());
        if (first.isPresent() && !first.get().equals(owner)) {
            throw TastingDesk.forbidden("somebody else brought the form of this id");
        }
        if (book.countOf(tx, owner) >= TastingLimits.FORMS_MAX) {
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
