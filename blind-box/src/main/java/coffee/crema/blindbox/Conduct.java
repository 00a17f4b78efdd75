package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Ballot;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What a host does with a reveal. Whoever has seen another moment than the present one is told `conflict`, so of two that press at once one acts.
///
/// What is due by the clock happens first: nobody pauses or aborts what is already late.
///
/// **Threading.** Any thread; nothing blocks. **Errors.** `not_found`, `forbidden`, `conflict`, `closed`.
public final class Conduct {
    private final BlindBoxDesk desk;
    private final Steps steps;
    private final Views views;
    private final Herald herald;

    public Conduct(BlindBoxDesk desk, Views views, Herald herald) {
        this.desk = desk;
        this.steps = new Steps(desk);
        this.views = views;
        this.herald = herald;
    }

    @FunctionalInterface
    private interface Move {
        Step of(BlindBox box, long nowMs);
    }

    public CompletionStage<BlindBoxAnswer.Seen> open(Request request, BlindBoxCommand.Open ask) {
        return move(request, ask.orderId(), ask.seq(), (box, _) -> box.course().open(box.moment()));
    }

    public CompletionStage<BlindBoxAnswer.Seen> lock(Request request, BlindBoxCommand.Lock ask) {
        return move(request, ask.orderId(), ask.seq(), (box, _) -> box.course().lock(box.moment()));
    }

    public CompletionStage<BlindBoxAnswer.Seen> start(Request request, BlindBoxCommand.Start ask) {
        return move(
                request,
                ask.orderId(),
                ask.seq(),
                (box, nowMs) -> box.course().start(box.moment(), nowMs));
    }

    public CompletionStage<BlindBoxAnswer.Seen> pause(Request request, BlindBoxCommand.Pause ask) {
        return move(
                request,
                ask.orderId(),
                ask.seq(),
                (box, nowMs) -> box.course().pause(box.moment(), nowMs));
    }

    public CompletionStage<BlindBoxAnswer.Seen> resume(
            Request request, BlindBoxCommand.Resume ask) {
        return move(
                request,
                ask.orderId(),
                ask.seq(),
                (box, nowMs) -> box.course().resume(box.moment(), nowMs));
    }

    public CompletionStage<BlindBoxAnswer.Seen> abort(Request request, BlindBoxCommand.Abort ask) {
        boolean voids = ask.voids() != null && ask.voids();
        return move(
                request,
                ask.orderId(),
                ask.seq(),
                (box, _) -> box.course().abort(box.moment(), voids));
    }

    public CompletionStage<BlindBoxAnswer.Seen> finish(
            Request request, BlindBoxCommand.Finish ask) {
        return desk.database()
                .read(tx -> {
                    // Before thousands of guesses are read for nothing.
                    desk.requireHost(tx, request.principal(), ask.orderId());
                    return true;
                })
                .thenCompose(_ -> steps.ballots(ask.orderId(), true))
                .thenCompose(ballots ->
                        move(
                                request,
                                ask.orderId(),
                                ask.seq(),
                                ballots,
                                (box, nowMs) -> box.course().finish(box.moment(), nowMs)));
    }

    private CompletionStage<BlindBoxAnswer.Seen> move(
            Request request, OrderId id, @Nullable Long seen, Move move) {
        return move(request, id, seen, Optional.empty(), move);
    }

    private CompletionStage<BlindBoxAnswer.Seen> move(
            Request request,
            OrderId id,
            @Nullable Long seen,
            Optional<List<Ballot>> ballots,
            Move move) {
        return request.durably(
                        BlindBoxDesk.lane(id),
                        BlindBoxAnswer.Seen.class,
                        tx -> {
                            BlindBox box = desk.hold(tx, id);
                            desk.requireHost(tx, request.principal(), id);
                            requireSeen(box, seen);
                            long nowMs = desk.nowMs();
                            box = catchUp(tx, box, nowMs);
                            if (!steps.make(tx, box, move.of(box, nowMs), ballots)) {
                                throw BlindBoxDesk.conflict("it has moved on");
                            }
                            return new BlindBoxAnswer.Seen(views.of(tx, request.principal(), id));
                        })
                .thenCompose(answer -> {
                    herald.bring(id);
                    return CompletableFuture.completedFuture(answer);
                });
    }

    private static void requireSeen(BlindBox box, @Nullable Long seen) {
        if (seen != null && seen != box.moment().seq()) {
            throw BlindBoxDesk.conflict("it has moved on: seq is " + box.moment().seq());
        }
    }

    private BlindBox catchUp(Tx tx, BlindBox held, long nowMs) {
        BlindBox box = held;
        for (Optional<Step> due = box.course().due(box.moment(), nowMs);
                due.isPresent();
                due = box.course().due(box.moment(), nowMs)) {
            if (!steps.make(tx, box, due.get(), Optional.empty())) {
                throw BlindBoxDesk.conflict("it has moved on");
            }
            box = desk.hold(tx, box.id());
        }
        return box;
    }
}
