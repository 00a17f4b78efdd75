package coffee.crema.realtime.connection;

import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// A socket that remembers. Its loop runs tasks on the caller's thread, in order, never one inside of another.
public final class FakeSocket implements Socket {
    private static long nextId = 1;

    public final List<ServerMessage> sent = new ArrayList<>();
    public CloseCode closedWith;
    public boolean reading = true;
    public boolean accepted;
    private final long id = nextId++;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    @Override
    public long socketId() {
        return id;
    }

    @Override
    public WireFormat format() {
        return WireFormat.JSON;
    }

    @Override
    public void send(ServerMessage message) {
        if (isOpen()) {
            sent.add(message);
        }
    }

    @Override
    public void send(byte[] encoded) {
        throw new UnsupportedOperationException("the native door sends messages");
    }

    @Override
    public void close(CloseCode code) {
        if (closedWith == null) {
            closedWith = code;
        }
    }

    @Override
    public boolean isOpen() {
        return closedWith == null;
    }

    @Override
    public void readFurther(boolean on) {
        reading = on;
    }

    @Override
    public void accepted() {
        accepted = true;
    }

    @Override
    public Executor loop() {
        return task -> {
            tasks.add(task);
            if (!running) {
                running = true;
                try {
                    for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
                        next.run();
                    }
                } finally {
                    running = false;
                }
            }
        };
    }
}
