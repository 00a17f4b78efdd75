package coffee.crema.rooms;

import coffee.crema.realtime.connection.CommandContext;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A request with a real record behind it, and what is to follow its answer.
public final class TestRequest implements CommandContext {
    private final Request request;
    private final @Nullable Connection connection;
    private final long id;
    private final List<Runnable> after = new CopyOnWriteArrayList<>();

    TestRequest(Request request, @Nullable Connection connection, long id) {
        this.request = request;
        this.connection = connection;
        this.id = id;
    }

    @Override
    public Connection connection() {
        return Objects.requireNonNull(connection);
    }

    @Override
    public long commandId() {
        return id;
    }

    @Override
    public void afterAnswer(Runnable task) {
        after.add(task);
    }

    /// The answer has been queued on the socket.
    void answered() {
        after.forEach(Runnable::run);
    }

    @Override
    public Principal principal() {
        return request.principal();
    }

    @Override
    public <T> CompletionStage<T> durably(String lane, Class<T> answer, Database.Work<T> work) {
        return request.durably(lane, answer, work);
    }
}
