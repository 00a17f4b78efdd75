package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.worker.Command;
import coffee.crema.crdt.worker.Death;
import coffee.crema.crdt.worker.Reply;
import coffee.crema.crdt.worker.Request;
import coffee.crema.crdt.worker.Worker;
import coffee.crema.realtime.time.Scheduler;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process and the thread that speaks with it. That thread is the platform's: its life is blocking reads of a pipe, in which a virtual thread would hold on to its
/// carrier.
final class WorkerProcess implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final Duration WATCH = Duration.ofMillis(100);
    private static final int GOODBYE_SECONDS = 2;
    private static final int BUFFER_BYTES = 64 * 1024;

    /// The JVM's exit code for `-XX:+ExitOnOutOfMemoryError`.
    private static final int OUT_OF_HEAP = 3;

    private record Start(Request request) implements Job {}

    /// A call that is not answered yet.
    private record Flight(Job job, long deadlineNanos) {}

    private final ProcessStarter starter;
    private final Listener listener;
    private final Scheduler scheduler;
    private final CompletableFuture<Worker> started = new CompletableFuture<>();

    /// Done when nothing is left of it.
    final CompletableFuture<Void> gone = new CompletableFuture<>();

    private final AtomicReference<@Nullable Death> fate = new AtomicReference<>();

    /// Guarded by itself, as are `closing` and `ended`.
    private final ArrayDeque<Job> jobs = new ArrayDeque<>();

    private boolean closing;
    private boolean ended;

    private volatile @Nullable Process process;
    private volatile @Nullable Flight underWay;
    private int calls;

    WorkerProcess(ProcessStarter starter, Listener listener, Scheduler scheduler) {
        this.starter = starter;
        this.listener = listener;
        this.scheduler = scheduler;
    }

    /// @param name of its thread
    CompletableFuture<Worker> start(String name) {
        Thread.ofPlatform().daemon().name(name).start(this::live);
        return started;
    }

    private void live() {
        Path place = null;
        var watch = scheduler.every(WATCH, this::endIfLate);
        ErrorWatch errors = null;
        try {
            place = starter.place();
            Process child = starter.commandLine().in(place).start();
            process = child;
            errors = new ErrorWatch(child.getErrorStream());
            Thread.ofPlatform().daemon().name(threadName() + "-errors").start(errors);
            if (fate.get() != null) {
                child.destroyForcibly();
            }
            work(child);
        } catch (IOException e) {
            LOG.debug("a worker's pipe broke");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.cancel();
            end(errors, place);
        }
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }

    private void work(Process child) throws IOException, InterruptedException {
        var in = new DataInputStream(new BufferedInputStream(child.getInputStream(), BUFFER_BYTES));
        var out =
                new DataOutputStream(
                        new BufferedOutputStream(child.getOutputStream(), BUFFER_BYTES));
        var ping = new Request(Command.PING, 0, new byte[0], starter.startTimeout());
        underWay = flight(new Start(ping));
        exchange(in, out, ping);
        underWay = null;
        started.complete(this);
        for (Job job = next(); job != null; job = next()) {
            Reply reply = exchange(in, out, job.request());
            underWay = null;
            listener.replied(this, job, reply);
            calls++;
            if (starter.isWorn(calls, child)) {
                listener.worn(this);
            }
        }
        fate.compareAndSet(null, Death.RETIRED);
        out.close();
    }

    /// @return null when it shall end and nothing is left to do
    private @Nullable Job next() throws InterruptedException {
        synchronized (jobs) {
            while (jobs.isEmpty() && !closing) {
                jobs.wait();
            }
            Job job = jobs.poll();
            underWay = job == null ? null : flight(job);
            return job;
        }
    }

    private Flight flight(Job job) {
        return new Flight(job, scheduler.nanos() + job.request().timeout().toNanos());
    }

    private Reply exchange(DataInputStream in, DataOutputStream out, Request request)
            throws IOException {
        byte[] payload = request.payload();
        if (payload.length > Pipe.FRAME_BYTES_MAX - Pipe.REQUEST_HEAD) {
            throw new IOException("a frame's length is out of range");
        }
        int number = calls;
        out.writeInt(Pipe.REQUEST_HEAD + payload.length);
        out.writeInt(number);
        out.writeByte(request.command().number());
        out.writeLong(request.copy());
        out.write(payload);
        out.flush();
        int length = Pipe.length(in, Pipe.REPLY_HEAD);
        if (length < 0 || in.readInt() != number) {
            throw new IOException("the worker has ended, or answers what was not asked");
        }
        try {
            var status = Reply.Status.of(in.readUnsignedByte());
            byte[] body = new byte[length - Pipe.REPLY_HEAD];
            in.readFully(body);
            return new Reply(status, body);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /// On the scheduler's thread.
    private void endIfLate() {
        Flight flight = underWay;
        if (flight != null && scheduler.nanos() - flight.deadlineNanos() > 0) {
            end(Death.TIMED_OUT);
        }
    }

    private void end(Death death) {
        fate.compareAndSet(null, death);
        Process child = process;
        if (child != null) {
            child.destroyForcibly();
        }
        synchronized (jobs) {
            closing = true;
            jobs.notifyAll();
        }
    }

    private void end(@Nullable ErrorWatch errors, @Nullable Path place) {
        Death death = death(errors);
        Optional<Job> during = Optional.ofNullable(underWay).map(Flight::job);
        underWay = null;
        List<Job> waiting;
        synchronized (jobs) {
            ended = true;
            waiting = List.copyOf(jobs);
            jobs.clear();
        }
        if (place != null) {
            WorkDirectory.remove(place);
        }
        starter.ended(this);
        gone.complete(null);
        if (started.isDone()) {
            listener.ended(this, death, during, waiting);
        } else {
            started.completeExceptionally(
                    new IOException("the process ended before it answered: " + death));
        }
    }

    private Death death(@Nullable ErrorWatch errors) {
        Process child = process;
        if (child == null) {
            return Death.CRASHED;
        }
        try {
            boolean exits = child.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS);
            if (!exits) {
                child.destroyForcibly().waitFor();
            }
            Death known = fate.get();
            if (known != null) {
                return known;
            }
            return child.exitValue() == OUT_OF_HEAP || (errors != null && errors.isOutOfMemory())
                    ? Death.TOO_MUCH_MEMORY
                    : Death.CRASHED;
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
            return Death.CRASHED;
        }
    }

    /// Of its process; -1 before there is one.
    long pid() {
        Process child = process;
        return child == null ? -1 : child.pid();
    }

    @Override
    public boolean offer(Job job) {
        synchronized (jobs) {
            if (closing || ended) {
                return false;
            }
            jobs.add(job);
            jobs.notifyAll();
            return true;
        }
    }

    @Override
    public int waiting() {
        synchronized (jobs) {
            return jobs.size() + (underWay == null ? 0 : 1);
        }
    }

    @Override
    public void retire() {
        synchronized (jobs) {
            closing = true;
            jobs.notifyAll();
        }
    }

    @Override
    public void kill() {
        end(Death.CLOSED);
    }
}
