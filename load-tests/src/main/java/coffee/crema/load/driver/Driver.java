package coffee.crema.load.driver;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One event loop that holds every connection of the load.
///
/// Workloads call from their own thread; whatever touches a {@link Client} goes through {@link #onLoop}.
public final class Driver implements AutoCloseable {
    static final byte[] NOTHING = {};
    private static final int SCRATCH_BYTES = 256 * 1024;
    private static final Duration CALL_MAX = Duration.ofMinutes(2);

    private final MultiThreadIoEventLoopGroup group;
    private final EventExecutor loop;
    private final Bootstrap bootstrap;
    private byte[] scratch = new byte[SCRATCH_BYTES];

    public Driver() {
        boolean epoll = Epoll.isAvailable();
        group =
                new MultiThreadIoEventLoopGroup(
                        1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
        Class<? extends Channel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        bootstrap =
                new Bootstrap()
                        .group(group)
                        .channel(type)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000);
    }

    public EventExecutor loop() {
        return loop;
    }

    public Client client(
            Dialect dialect,
            Client.Identity identity,
            InetSocketAddress address,
            Listener listener) {
        return new Client(this, dialect, identity, address, listener);
    }

    /// Runs on the loop and waits for the result.
    public <T> T onLoop(Callable<T> task) {
        return await(CompletableFuture.supplyAsync(() -> call(task), loop), CALL_MAX);
    }

    public void onLoop(Runnable task) {
        await(CompletableFuture.runAsync(task, loop), CALL_MAX);
    }

    /// Opens all, at most `parallel` at a time, and waits until all are ready.
    public void openAll(List<Client> clients, int parallel, Duration max) {
        var all = new Opening(new ArrayDeque<>(clients), clients.size());
        loop.execute(() -> all.start(Math.min(parallel, clients.size())));
        await(all.done, max);
    }

    public static <T> T await(CompletableFuture<T> future, Duration max) {
        try {
            return future.get(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not done within " + max, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    Bootstrap bootstrap() {
        return bootstrap.clone();
    }

    /// A buffer of at least `length` bytes, shared by all that runs on the loop.
    byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Integer.highestOneBit(length) * 2];
        }
        return scratch;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Opening {
        private final Deque<Client> waiting;
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private int missing;

        Opening(Deque<Client> waiting, int missing) {
            this.waiting = waiting;
            this.missing = missing;
            if (missing == 0) {
                done.complete(true);
            }
        }

        void start(int parallel) {
            for (int i = 0; i < parallel; i++) {
                next();
            }
        }

        private void next() {
            var client = waiting.poll();
            if (client != null && !done.isDone()) {
                client.open().whenComplete((opened, failure) -> ended(failure));
            }
        }

        private void ended(@org.jspecify.annotations.Nullable Throwable failure) {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else if (--missing == 0) {
                done.complete(true);
            } else {
                next();
            }
        }
    }
}
