package coffee.crema.realtime.connection;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.wire.ClientMessage.Asked;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.ServerMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The commands of one connection, one after another, each with one answer. On the connection's loop only.
final class CommandLane {
    private final LiveConnection connection;
    private final ReceptionParts parts;
    private final RealtimeLimits.Commands limits;

    private final ArrayDeque<Asked> waiting = new ArrayDeque<>(4);
    private @Nullable RunningCommand running;
    private long runningSinceNanos;

    /// One timer a connection, armed while a command runs, so that most commands start none.
    private boolean timerArmed;

    private boolean paused;
    private boolean closed;
    private int refusals;

    CommandLane(LiveConnection connection, ReceptionParts parts) {
        this.connection = connection;
        this.parts = parts;
        this.limits = parts.limits().commands();
    }

    void offer(Asked asked) {
        if (closed) {
            return;
        }
        if (waiting.size() >= 2 * limits.pendingMax()) {
            // Frames that the transport had read already when it was told to stop.
            refuse(
                    asked,
                    RejectedException.limit(
                            ErrorCode.TOO_MANY, "too many commands wait", limits.pendingMax()));
            return;
        }
        waiting.add(asked);
        if (running == null) {
            startNext();
        } else if (waiting.size() >= limits.pendingMax() && !paused) {
            paused = true;
            parts.meters().paused();
            connection.socket().readFurther(false);
        }
    }

    void close() {
        closed = true;
        waiting.clear();
    }

    private void startNext() {
        Asked asked = waiting.poll();
        if (asked == null || closed) {
            return;
        }
        if (paused && waiting.size() <= limits.pendingMax() / 2) {
            paused = false;
            connection.socket().readFurther(true);
        }
        var command =
                new RunningCommand(
                        connection,
                        asked,
                        parts.requests()
                                .command(
                                        connection.principal(),
                                        connection.session(),
                                        asked.id(),
                                        () -> parts.mapper().digest(asked.type(), asked.data())));
        running = command;
        runningSinceNanos = parts.time().nanos();
        armTimer(limits.timeout());
        carryOut(command)
                .whenComplete((data, failure) ->
                        connection.socket().loop().execute(() -> finished(command, data, failure)));
    }

    private CompletionStage<? extends Object> carryOut(RunningCommand command) {
        try {
            CommandType<?> type = parts.typeOf(command.asked());
            CompletableFuture<Void> paid =
                    parts.toll().take(command.principal(), type.cost()).toCompletableFuture();
            return paid.state() == Future.State.SUCCESS
                    ? afterPayment(type, command)
                    : paid.thenComposeAsync(
                            _ -> afterPayment(type, command), connection.socket().loop());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<Object> afterPayment(CommandType<?> type, RunningCommand command) {
        if (type.cost() > 0) {
            // Not all of them: the budget refills, so that even a flood has a command carried out
            // now and then.
            refusals = Math.max(0, refusals - 1);
        }
        return handle(type, command);
    }

    private static <C extends ClientCommand> CompletionStage<Object> handle(
            CommandType<C> type, RunningCommand command) {
        try {
            return type.handler()
                    .handle(command, type.type().cast(command.asked().data()))
                    .thenApply(data -> data);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void finished(
            RunningCommand command, @Nullable Object data, @Nullable Throwable failure) {
        if (command != running) {
            // Answered as timed out meanwhile. What it began goes on all the same, or the member
            // would follow a channel that never speaks.
            command.answered();
            leaveIfClosed();
            return;
        }
        running = null;
        answer(command, data, failure);
        startNext();
    }

    private void answer(
            RunningCommand command, @Nullable Object data, @Nullable Throwable failure) {
        Asked asked = command.asked();
        if (failure == null && data != null) {
            parts.meters().carriedOut(asked.type());
            connection.send(new ServerMessage.Ack(asked.id(), data));
            command.answered();
        } else {
            Throwable cause = failure == null ? new IllegalStateException("no answer") : failure;
            refuse(asked, Failures.answer(asked.type(), cause));
        }
        leaveIfClosed();
    }

    /// A command may have made a closed connection follow a channel.
    private void leaveIfClosed() {
        if (closed) {
            parts.subscriptions().detachAll(connection);
        }
    }

    private void refuse(Asked asked, RejectedException cause) {
        parts.meters().refused(asked.type(), cause.code());
        connection.send(new ServerMessage.Refused(asked.id(), cause));
        if (cause.code() == ErrorCode.RATE_LIMITED) {
            countRefusal();
        }
    }

    /// A message was refused that cost nothing: it was no command, or there was nothing left to pay with.
    void countRefusal() {
        refusals++;
        if (refusals >= limits.refusalsMax()) {
            connection.close(CloseCode.LIMIT_ABUSE);
        }
    }

    private void armTimer(Duration delay) {
        if (!timerArmed) {
            timerArmed = true;
            parts.time().after(delay, () -> connection.socket().loop().execute(this::timer));
        }
    }

    private void timer() {
        timerArmed = false;
        RunningCommand command = running;
        if (command == null || closed) {
            return;
        }
        Duration left = limits.timeout().minusNanos(parts.time().nanos() - runningSinceNanos);
        if (left.isPositive()) {
            armTimer(left);
            return;
        }
        running = null;
        refuse(command.asked(), Failures.answer(command.asked().type(), new TimeoutException()));
        startNext();
    }
}
