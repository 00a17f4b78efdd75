package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Ballot;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.rooms.Standing;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Who may guess, and guesses. They are answered with a receipt and nothing else.
///
/// What was acknowledged before the lock counts: guess and lock take the box one after the other.
///
/// **Threading.** Any thread; nothing blocks. **Errors.** As {@link Conduct}; `closed` when guessing is not open, `too_many`.
public final class Guessing {
    private final BlindBoxDesk desk;
    private final Receipts receipts;
    private final GuessCounts counts;

    public Guessing(BlindBoxDesk desk, Receipts receipts, GuessCounts counts) {
        this.desk = desk;
        this.receipts = receipts;
        this.counts = counts;
    }

    /// `blindbox.grant`
    public CompletionStage<BlindBoxAnswer.Granted> grant(
            Request request, BlindBoxCommand.Grant ask) {
        if (ask.users().isEmpty() || ask.users().size() > BlindBoxLimits.GRANTS_MAX) {
            throw RejectedException.invalid(
                    "data.users", "1 to " + BlindBoxLimits.GRANTS_MAX, BlindBoxLimits.GRANTS_MAX);
        }
        return request.durably(
                BlindBoxDesk.lane(ask.orderId()),
                BlindBoxAnswer.Granted.class,
                tx -> {
                    desk.hold(tx, ask.orderId());
                    desk.requireHost(tx, request.principal(), ask.orderId());
                    int added = 0;
                    for (var user : new HashSet<>(ask.users())) {
                        added += desk.store().grant(tx, ask.orderId(), user, desk.nowMs()) ? 1 : 0;
                    }
                    return new BlindBoxAnswer.Granted(added);
                });
    }

    /// `blindbox.guess`
    public CompletionStage<BlindBoxAnswer.Guessed> guess(
            Request request, BlindBoxCommand.Guess ask) {
        return receipts.signer()
                .thenCompose(signer ->
                        request.durably(
                                BlindBoxDesk.lane(ask.orderId()),
                                BlindBoxAnswer.Guessed.class,
                                tx ->
                                        new BlindBoxAnswer.Guessed(
                                                guess(tx, request.principal(), ask, signer))))
                .thenApply(guessed -> {
                    counts.changed(ask.orderId());
                    return guessed;
                });
    }

    private Receipt guess(Tx tx, Principal who, BlindBoxCommand.Guess ask, Receipts.Signer signer) {
        BlindBox box = desk.hold(tx, ask.orderId());
        long nowMs = desk.nowMs();
        requireGuesser(tx, who, box, nowMs);
        boolean locked =
                box.course().due(box.moment(), nowMs).isPresent()
                        || box.moment().state() != State.GUESSING;
        if (locked) {
            throw RejectedException.of(ErrorCode.CLOSED, "guessing is not open");
        }
        GuessEntry.check(ask.guesses(), box);
        Optional<Ballot> before = desk.store().ballot(tx, box.id(), who.user());
        if (before.isEmpty() && box.guessers() >= BlindBoxLimits.GUESSERS_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, "too many people guess", BlindBoxLimits.GUESSERS_MAX);
        }
        int number = before.map(Ballot::number).orElse(0) + 1;
        desk.store()
                .putBallot(
                        tx,
                        box.id(),
                        new Ballot(who.user(), who.name(), number, nowMs, ask.guesses()));
        return signer.sign(box.id(), who.user(), number, nowMs, receipts.digest(ask.guesses()));
    }

    /// A member of the room with the right. Whoever runs it knows the answers, or may have seen them.
    private void requireGuesser(Tx tx, Principal who, BlindBox box, long nowMs) {
        Standing standing = desk.standing(tx, who, box.id());
        var role = RoomPolicy.requireOpen(who, standing, Permission.CHAT, nowMs);
        if (role.isStaff() || who.kind() == Principal.Kind.SERVICE) {
            throw BlindBoxDesk.forbidden("who runs the reveal does not guess");
        }
        if (!box.openToAll() && !desk.store().isGranted(tx, box.id(), who.user())) {
            throw BlindBoxDesk.forbidden("no right to guess");
        }
    }

    /// `blindbox.check-receipt`
    public CompletionStage<BlindBoxAnswer.Checked> check(BlindBoxCommand.CheckReceipt ask) {
        return receipts.isOurs(ask.receipt()).thenApply(BlindBoxAnswer.Checked::new);
    }

    /// `blindbox.hide-name`
    public CompletionStage<BlindBoxAnswer.NameHidden> hideName(
            Request request, BlindBoxCommand.HideName ask) {
        RoomPolicy.requireAccount(request.principal());
        return request.durably(
                "blindbox-person:" + request.principal().user(),
                BlindBoxAnswer.NameHidden.class,
                tx -> {
                    desk.store().hideName(tx, request.principal().user(), ask.hidden());
                    return new BlindBoxAnswer.NameHidden(ask.hidden());
                });
    }
}
