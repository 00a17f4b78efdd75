package coffee.crema.server.operation;

import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Feature;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The accepted sockets of this node, for the drain to tell them.
@Singleton
public final class LiveSockets implements Feature {
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Connection> newcomers = connection -> {};

    @Override
    public List<CommandType<?>> commands() {
        return List.of();
    }

    @Override
    public void opened(Connection connection) {
        open.add(connection);
        newcomers.accept(connection);
    }

    @Override
    public void closed(Connection connection) {
        open.remove(connection);
    }

    /// From now on tells of each new one, too.
    List<Connection> drain(Consumer<Connection> newcomer) {
        newcomers = newcomer;
        return List.copyOf(open);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
