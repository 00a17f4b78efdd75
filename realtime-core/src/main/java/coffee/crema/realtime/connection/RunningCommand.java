package coffee.crema.realtime.connection;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.ClientMessage.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// A command that is being carried out.
final class RunningCommand implements CommandContext {
    private final LiveConnection connection;
    private final Asked asked;
    private final Request request;

    /// Guarded by this. Empty once answered: what comes later runs at once.
    private List<Runnable> afterAnswer = List.of();

    /// Guarded by this.
    private boolean answered;

    RunningCommand(LiveConnection connection, Asked asked, Request request) {
        this.connection = connection;
        this.asked = asked;
        this.request = request;
    }

    Asked asked() {
        return asked;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public long commandId() {
        return asked.id();
    }

    @Override
    public Principal principal() {
        return request.principal();
    }

    @Override
    public <T> CompletionStage<T> durably(String lane, Class<T> answer, Database.Work<T> work) {
        return request.durably(lane, answer, work);
    }

    @Override
    public void afterAnswer(Runnable task) {
        synchronized (this) {
            if (!answered) {
                if (afterAnswer.isEmpty()) {
                    afterAnswer = new ArrayList<>(2);
                }
                afterAnswer.add(task);
                return;
            }
        }
        task.run();
    }

    /// The answer has been queued.
    void answered() {
        List<Runnable> tasks;
        synchronized (this) {
            answered = true;
            tasks = afterAnswer;
            afterAnswer = List.of();
        }
        tasks.forEach(Runnable::run);
    }
}
