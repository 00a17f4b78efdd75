package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.crdt.wire.RepoCodec;
import coffee.crema.crdt.wire.RepoMessage;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.time.VirtualScheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Somebody with one document, on a phone: edits, sends what Automerge has to say at most every 100 ms, comes back to any node after a connection ends. Messages of a
/// connection take their time and keep their order; with the connection they are lost.
final class SimulatedClient {
    private static final RepoCodec CODEC = new RepoCodec();

    final String name;
    final SimulatedAutomerge automerge;
    final List<ErrorCode> refusals = new ArrayList<>();
    final List<CloseCode> closes = new ArrayList<>();
    private final VirtualScheduler time;
    private final Random random;
    private final DocumentId document;
    private Line line;
    private boolean sending;

    SimulatedClient(String name, DocumentId document, VirtualScheduler time, Random random) {
        this.name = name;
        this.document = document;
        this.time = time;
        this.random = random;
        this.automerge = new SimulatedAutomerge(name);
    }

    boolean online() {
        return line != null && line.open;
    }

    void connect(Documents node) {
        disconnect();
        automerge.reconnected();
        line = new Line(node);
        say();
    }

    void disconnect() {
        if (line != null) {
            line.end();
            line = null;
        }
    }

    void edit(String words) {
        automerge.edit(words);
        if (!sending) {
            sending = true;
            time.after(
                    Duration.ofMillis(random.nextInt(100)),
                    () -> {
                        sending = false;
                        say();
                    });
        }
    }

    private void say() {
        if (online()) {
            automerge.generate().ifPresent(line::up);
        }
    }

    /// One connection.
    private final class Line implements DocumentClient {
        private final DocumentUse use;
        private boolean open = true;
        private long lastUpNanos;
        private long lastDownNanos;

        Line(Documents node) {
            this.use = node.use(document, this);
        }

        void end() {
            if (open) {
                open = false;
                use.close();
            }
        }

        void up(byte[] message) {
            lastUpNanos = Math.max(lastUpNanos + 1, time.nanos() + random.nextInt(30_000_000));
            boolean asks = automerge.size() == 0;
            time.after(
                    Duration.ofNanos(lastUpNanos - time.nanos()),
                    () -> {
                        if (open) {
                            use.received(message, asks, () -> {});
                        }
                    });
        }

        private void down(Runnable arrival) {
            lastDownNanos = Math.max(lastDownNanos + 1, time.nanos() + random.nextInt(30_000_000));
            time.after(
                    Duration.ofNanos(lastDownNanos - time.nanos()),
                    () -> {
                        if (open) {
                            arrival.run();
                        }
                    });
        }

        @Override
        public void send(byte[] frame) {
            down(() -> {
                if (CODEC.decode(frame) instanceof RepoMessage.Sync sync) {
                    try {
                        automerge.receive(sync.data());
                    } catch (MalformedChangeException e) {
                        throw new AssertionError(e);
                    }
                    say();
                }
            });
        }

        @Override
        public void refuse(DocumentId id, RejectedException refusal) {
            refusals.add(refusal.code());
        }

        @Override
        public void unavailable(DocumentId id) {}

        @Override
        public void close(CloseCode code) {
            closes.add(code);
            time.after(Duration.ofMillis(1), this::end);
        }

        @Override
        public Principal principal() {
            return new Principal(
                    new UserId(name),
                    name,
                    Principal.Kind.MEMBER,
                    Set.of(),
                    List.of(),
                    Instant.MAX,
                    Optional.empty());
        }

        @Override
        public String peerId() {
            return name;
        }

        @Override
        public DocumentInfo birth(DocumentId id) {
            return new DocumentInfo(
                    id,
                    DocumentInfo.OPEN,
                    Optional.empty(),
                    Optional.of(new UserId("everyone")),
                    new UserId(name),
                    time.millis(),
                    false,
                    List.of());
        }
    }
}
