package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.worker.Batch;
import coffee.crema.crdt.worker.Command;
import coffee.crema.crdt.worker.Death;
import coffee.crema.crdt.worker.Replies;
import coffee.crema.crdt.worker.Reply;
import coffee.crema.crdt.worker.Request;
import coffee.crema.crdt.worker.Worker;
import coffee.crema.crdt.worker.WorkerStarter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongFunction;

/// A worker of its own, for one examination, with one document. Blocks; used on one virtual thread.
final class Bench implements AutoCloseable {
    private static final long COPY = 1;

    /// How a call went.
    sealed interface Outcome {
        record Answered(Reply reply) implements Outcome {}

        record Died(Death death) implements Outcome {}
    }

    private record Errand(Request request) implements Worker.Job {}

    private final Worker worker;
    private final BlockingQueue<Outcome> outcomes;
    private final LongFunction<Duration> timeout;

    private Bench(Worker worker, BlockingQueue<Outcome> outcomes, LongFunction<Duration> timeout) {
        this.worker = worker;
        this.outcomes = outcomes;
        this.timeout = timeout;
    }

    /// @param timeout of a call with so many bytes
    /// @throws coffee.crema.realtime.wire.RejectedException `unavailable` when no process comes up
    static Bench start(WorkerStarter starter, LongFunction<Duration> timeout) {
        var outcomes = new LinkedBlockingQueue<Outcome>();
        var listener =
                new Worker.Listener() {
                    @Override
                    public void replied(Worker from, Worker.Job job, Reply reply) {
                        outcomes.add(new Outcome.Answered(reply));
                    }

                    @Override
                    public void worn(Worker from) {}

                    @Override
                    public void ended(
                            Worker from,
                            Death death,
                            Optional<Worker.Job> underWay,
                            List<Worker.Job> waiting) {
                        outcomes.add(new Outcome.Died(death));
                    }
                };
        try {
            Worker worker = starter.start(listener).toCompletableFuture().join();
            return new Bench(worker, outcomes, timeout);
        } catch (CompletionException e) {
            throw Replies.unavailable("no document worker starts");
        }
    }

    Outcome ask(Command command, byte[] payload) throws InterruptedException {
        worker.offer(
                new Errand(new Request(command, COPY, payload, timeout.apply(payload.length))));
        return outcomes.take();
    }

    /// @return how the last call went
    Outcome load(List<byte[]> chunks) throws InterruptedException {
        Outcome last = new Outcome.Answered(Reply.ok(new byte[0]));
        for (byte[] piece : Batch.pieces(chunks)) {
            last = ask(Command.LOAD, piece);
            if (!(last instanceof Outcome.Answered(Reply reply))
                    || reply.status() != Reply.Status.OK) {
                return last;
            }
        }
        return last;
    }

    @Override
    public void close() {
        worker.kill();
    }
}
