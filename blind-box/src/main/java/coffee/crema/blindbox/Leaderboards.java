package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Person;
import coffee.crema.blindbox.score.Score;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.ranking.Rankings;
import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.ranking.Rankings.Window;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Who stands where: in a box when it is complete, or as far as it is revealed when its standings are told; and over all boxes.
///
/// SQL is the truth, {@link Rankings} holds what is looked at: a board that it does not know is brought to it from SQL. A board's name holds its version, so one that has changed is not
/// known.
///
/// **Threading.** Any thread; nothing blocks. **Errors.** `not_found`, `conflict` before there is a board, `unavailable`.
public final class Leaderboards {
    /// "You and five around".
    private static final int AROUND = 5;

    private static final int WINDOW_DEFAULT = 20;

    private final BlindBoxDesk desk;
    private final Rankings rankings;
    private final Steps steps;

    public Leaderboards(BlindBoxDesk desk, Rankings rankings) {
        this.desk = desk;
        this.rankings = rankings;
        this.steps = new Steps(desk);
    }

    /// A board as one request means it.
    ///
    /// @param through coffees that count, of a box
    private record Board(String name, Optional<OrderId> box, int through, long nowMs) {}

    /// `blindbox.leaderboard`
    public CompletionStage<BlindBoxAnswer.Leaderboard> leaderboard(
            Request request, BlindBoxCommand.Leaderboard ask) {
        if ((ask.orderId() == null) == (ask.board() == null)) {
            throw RejectedException.invalid("data", "either an orderId or a board");
        }
        long from = ask.from() == null ? 0 : ask.from();
        if (from < 0 || from > Rankings.MEMBERS_MAX) {
            throw RejectedException.invalid(
                    "data.from", "0 to " + Rankings.MEMBERS_MAX, Rankings.MEMBERS_MAX);
        }
        int limit =
                Fields.number("data.limit", ask.limit(), WINDOW_DEFAULT, 1, Rankings.WINDOW_MAX);
        boolean around = ask.around() != null && ask.around();
        String asker = request.principal().user().value();
        return desk.database()
                .read(tx -> board(tx, request, ask))
                .thenCompose(board ->
                        read(
                                        board,
                                        () ->
                                                around
                                                        ? rankings.around(
                                                                board.name(), asker, AROUND)
                                                        : rankings.window(
                                                                board.name(), from, limit))
                                .thenCompose(window -> answer(board, window, asker)));
    }

    private Board board(Tx tx, Request request, BlindBoxCommand.Leaderboard ask) {
        long nowMs = desk.nowMs();
        OrderId order = ask.orderId();
        if (order == null) {
            String name =
                    Optional.ofNullable(ask.board())
                            .flatMap(which -> Boards.named(which, nowMs))
                            .orElseThrow(() ->
                                    RejectedException.invalid("data.board", "all-time or season"));
            return new Board(
                    name + "#" + desk.store().boardVersion(tx, name), Optional.empty(), 0, nowMs);
        }
        BlindBox box = desk.find(tx, order);
        desk.role(tx, request.principal(), order, Permission.VIEW);
        boolean complete = box.moment().state() == State.COMPLETE;
        boolean told =
                complete
                        || (box.course().standings()
                                && box.moment().revealed() > 0
                                && box.moment().state() != State.ABORTED);
        if (!told) {
            throw BlindBoxDesk.conflict("there is no leaderboard yet");
        }
        return new Board(
                "blind-box/" + order + "#" + (complete ? "end" : box.moment().revealed()),
                Optional.of(order),
                complete ? box.course().items() + 1 : box.moment().revealed(),
                nowMs);
    }

    /// Once more when the board was not known, after it was brought.
    private CompletionStage<Window> read(
            Board board, Supplier<CompletionStage<Optional<Window>>> ask) {
        return ask.get()
                .thenCompose(found ->
                        found.isPresent()
                                ? CompletableFuture.completedFuture(found.get())
                                : bring(board)
                                        .thenCompose(_ -> ask.get())
                                        .thenApply(window ->
                                                window.orElseGet(() -> new Window(0, List.of()))));
    }

    private CompletionStage<Void> bring(Board board) {
        return desk.database()
                .read(tx ->
                        board.box().isPresent()
                                ? ofBox(tx, board.box().get(), board.through())
                                : overBoxes(tx, board))
                .thenCompose(entries -> rankings.load(board.name(), 1, entries));
    }

    private List<Entry> ofBox(Tx tx, OrderId id, int through) {
        BlindBox box = desk.find(tx, id);
        return through > box.course().items()
                ? desk.store().ranked(tx, id, Rankings.MEMBERS_MAX)
                : steps.standings(tx, box, through);
    }

    private List<Entry> overBoxes(Tx tx, Board board) {
        String name = board.name().substring(0, board.name().indexOf('#'));
        return desk.store()
                .board(tx, name, 1_000 * Boards.scale(name, board.nowMs()), Rankings.MEMBERS_MAX);
    }

    private CompletionStage<BlindBoxAnswer.Leaderboard> answer(
            Board board, Window window, String asker) {
        return desk.database()
                .read(tx ->
                        desk.store()
                                .people(
                                        tx,
                                        window.ranked().stream()
                                                .map(Rankings.Ranked::member)
                                                .toList()))
                .thenApply(people ->
                        new BlindBoxAnswer.Leaderboard(
                                window.size(),
                                window.ranked().stream()
                                        .map(one -> ranked(board, one, people, asker))
                                        .toList()));
    }

    /// One's own line has one's name, also for those who keep out.
    private static BlindBoxAnswer.Ranked ranked(
            Board board, Rankings.Ranked one, Map<String, Person> people, String asker) {
        boolean hidden = Steps.hidden(people, one.member()) && !one.member().equals(asker);
        String name = people.containsKey(one.member()) ? people.get(one.member()).name() : null;
        boolean ofBox = board.box().isPresent();
        return new BlindBoxAnswer.Ranked(
                one.place(),
                hidden ? null : one.member(),
                hidden ? null : name,
                ofBox ? Score.correctIn(one.points()) : null,
                ofBox ? Score.pointsIn(one.points()) : one.points() / 1_000.0);
    }
}
