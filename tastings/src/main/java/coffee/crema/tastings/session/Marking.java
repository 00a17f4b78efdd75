package coffee.crema.tastings.session;

import coffee.crema.crdt.AutomergeWorkers.Content;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.document.Edit;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.session.Panels.Entry;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.sheet.Sheets;
import coffee.crema.tastings.sheet.Sheets.Pick;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A cupper fills in their own sheet, for clients that do not hold it as a document.
///
/// Each mark is a change of the sheet's document, made by the server and stored by the transaction that decides about it.
///
/// **In time.** A mark is acknowledged with `late: false` only when it is in what counts: that transaction holds the cupper, as the lock's transaction does.
///
/// **Threading, errors.** As {@link Tastings}; also `closed` after the reveal has begun.
public final class Marking {
    private final TastingDesk desk;
    private final FormBook forms;
    private final Sheets sheets;
    private final Panels panels;

    public Marking(TastingDesk desk, FormBook forms, Sheets sheets, Panels panels) {
        this.desk = desk;
        this.forms = forms;
        this.sheets = sheets;
        this.panels = panels;
    }

    public CompletionStage<TastingAnswer.Marked> mark(Request request, TastingCommand.Mark ask) {
        MarkField field = MarkField.parse(ask.field());
        JsonNode value = MarkField.JSON.valueToTree(ask.value());
        field.requireKind(value);
        return write(request, ask.session(), ask.sample(), field, value);
    }

    public CompletionStage<TastingAnswer.Marked> erase(Request request, TastingCommand.Erase ask) {
        return write(
                request,
                ask.session(),
                ask.sample(),
                MarkField.parse(ask.field()),
                NullNode.getInstance());
    }

    /// What a mark is checked against before it is prepared.
    private record Ground(Look look, Form form) {}

    private CompletionStage<TastingAnswer.Marked> write(
            Request request, TastingId id, String code, MarkField field, JsonNode value) {
        Principal who = request.principal();
        return desk.database()
                .read(tx -> {
                    Look look = desk.look(tx, who, id);
                    return new Ground(look, form(tx, look.tasting()));
                })
                .thenCompose(ground -> {
                    ground.look().sample(code);
                    if (!value.isNull()) {
                        field.requireFits(ground.form(), ground.look().tasting().cups(), value);
                    }
                    // Marks of one cupper keep their order; those of others go beside.
                    String lane = TastingDesk.lane(id) + "/" + who.user().value();
                    Function<Edit, CompletionStage<TastingAnswer.Marked>> deciding =
                            edit ->
                                    request.durably(
                                            lane,
                                            TastingAnswer.Marked.class,
                                            tx -> decide(tx, who, id, code, field, edit));
                    Optional<String> sheet = own(ground.look()).flatMap(Cupper::sheet);
                    // Without a sheet it is said why; or the command was carried out before.
                    return sheet.isEmpty()
                            ? deciding.apply(NO_SHEET)
                            : sheets.edit(
                                    sheet.get(),
                                    who.user(),
                                    Map.of(field.pointer(code), value),
                                    deciding,
                                    (marked, change) -> change.hex().equals(marked.change()));
                });
    }

    /// Of somebody who had none when it was asked for.
    private static final Edit NO_SHEET =
            new Edit() {
                @Override
                public Optional<ChangeHash> change() {
                    return Optional.empty();
                }

                @Override
                public void write(Tx tx) {
                    throw RejectedException.of(
                            ErrorCode.UNAVAILABLE, "the sheet was opened just now");
                }
            };

    private TastingAnswer.Marked decide(
            Tx tx, Principal who, TastingId id, String code, MarkField field, Edit edit) {
        Cupper cupper =
                desk.store()
                        .holdCupper(tx, id, who.user())
                        .orElseThrow(() ->
                                TastingDesk.forbidden("only who scores in this session marks"));
        Tasting tasting = accept(tx, who, id, code);
        if (cupper.sheet().isEmpty()) {
            throw TastingDesk.conflict("the sheets are not open yet");
        }
        edit.write(tx);
        boolean late = tasting.moment().step().locked();
        if (late && edit.change().isPresent()) {
            desk.noteLate(tx, tasting, who.user());
        }
        return new TastingAnswer.Marked(
                code, field.wire(), late, edit.change().map(ChangeHash::hex).orElse(null));
    }

    /// The session, when the cupper may mark this sample now.
    private Tasting accept(Tx tx, Principal who, TastingId id, String code) {
        Tasting tasting = desk.find(tx, id);
        Role role =
                RoomPolicy.requireOpen(
                        who, desk.standing(tx, who, tasting), Permission.CHAT, desk.nowMs());
        if (!Viewer.mayCup(role)) {
            throw TastingDesk.forbidden("the role " + role.wireName() + " does not score");
        }
        requireTime(tx, tasting, tasting.moment(), code);
        return tasting;
    }

    private void requireTime(Tx tx, Tasting tasting, Moment moment, String code) {
        Sample sample =
                desk.store().samples(tx, tasting.id()).stream()
                        .filter(one -> one.code().equals(code))
                        .findFirst()
                        .orElseThrow(TastingDesk::noSession);
        if (moment.step() == Step.LOBBY) {
            throw TastingDesk.conflict("the session has not begun");
        }
        if (moment.step().compareTo(Step.REVEAL) >= 0) {
            throw RejectedException.of(ErrorCode.CLOSED, "the reveal has begun");
        }
        if (sample.calibrates() && moment.step() != Step.CALIBRATION) {
            throw TastingDesk.conflict("the calibration is over");
        }
        boolean early =
                !sample.calibrates()
                        && (moment.step() == Step.CALIBRATION || sample.flight() > moment.flight());
        if (early) {
            throw TastingDesk.conflict("this sample is not on the table yet");
        }
    }

    /// One's own sheet, with what it scores.
    public CompletionStage<TastingAnswer.OwnSheet> sheet(
            Request request, TastingCommand.Sheet ask) {
        return panels.ground(request, ask.session())
                .thenCompose(ground -> {
                    Cupper cupper =
                            own(ground.look())
                                    .orElseThrow(() ->
                                            TastingDesk.forbidden(
                                                    "only who scores in this session has a sheet"));
                    String document =
                            cupper.sheet()
                                    .orElseThrow(() ->
                                            TastingDesk.conflict("the sheets are not open yet"));
                    return sheets.read(new Pick(document, Optional.empty()))
                            .thenCombine(
                                    panels.calibration(ground, cupper),
                                    (content, off) -> answer(ground, cupper, content, off));
                });
    }

    private TastingAnswer.OwnSheet answer(
            Panels.Ground ground, Cupper cupper, Content content, Optional<Double> off) {
        List<TastingAnswer.OwnScore> scores =
                cupper.order().stream()
                        .map(code -> ownScore(code, Panels.entry(ground, cupper, code, content)))
                        .toList();
        return new TastingAnswer.OwnSheet(
                ground.look().tasting().id().value(),
                cupper.frozen().isPresent(),
                cupper.late(),
                new RawJson(MarkField.bytes(content.chosen())),
                scores,
                off.orElse(null));
    }

    private static TastingAnswer.OwnScore ownScore(String code, Entry entry) {
        return new TastingAnswer.OwnScore(
                code,
                entry.completion().filled(),
                entry.completion().of(),
                entry.score() instanceof Score.Complete complete
                        ? complete.hundredths() / 100.0
                        : null,
                entry.sheet().errors().stream()
                        .map(error -> error.pointer() + ": " + error.message())
                        .toList(),
                Alternatives.shown(entry.sheet()));
    }

    private static Optional<Cupper> own(Look look) {
        return look.cuppers().stream()
                .filter(cupper -> cupper.user().equals(look.viewer().user()))
                .findFirst();
    }

    private Form form(Tx tx, Tasting tasting) {
        return forms.find(tx, tasting.form())
                .orElseThrow(() -> new IllegalStateException("a session's form is gone"));
    }
}
