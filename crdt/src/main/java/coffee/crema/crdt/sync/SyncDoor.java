package coffee.crema.crdt.sync;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.document.Documents;
import coffee.crema.crdt.wire.RepoCodec;
import coffee.crema.realtime.connection.Door;
import coffee.crema.realtime.connection.Socket;
import coffee.crema.realtime.connection.Toll;
import coffee.crema.realtime.identity.Authenticator;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.rooms.RoomId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The door of automerge-repo clients. A socket is authenticated by the token of its upgrade request; `?room=` says where documents belong that it makes, otherwise they
/// are its user's own.
public final class SyncDoor implements Door {
    /// The parameter of the request that names the room.
    public static final String ROOM = "room";

    final Documents documents;
    final Authenticator authenticator;
    final Toll toll;
    final Scheduler time;
    final SyncLimits limits;
    final SyncMeters meters;
    final RepoCodec codec = new RepoCodec();
    private final Set<SyncSocket> open = ConcurrentHashMap.newKeySet();

    /// Who speaks by a name on this node.
    private final ConcurrentMap<String, SyncSocket> peers = new ConcurrentHashMap<>();

    private volatile boolean draining;

    public SyncDoor(
            Documents documents,
            Authenticator authenticator,
            Toll toll,
            Scheduler time,
            SyncLimits limits,
            MeterRegistry registry) {
        this.documents = documents;
        this.authenticator = authenticator;
        this.toll = toll;
        this.time = time;
        this.limits = limits;
        this.meters = new SyncMeters(registry);
        Gauge.builder("crema.sync.clients", peers, Map::size).register(registry);
    }

    @Override
    public Inbound opened(Socket socket, Optional<String> token) {
        return opened(socket, token, Map.of());
    }

    @Override
    public Inbound opened(Socket socket, Optional<String> token, Map<String, String> query) {
        var client = new SyncSocket(this, socket, Optional.ofNullable(query.get(ROOM)));
        open.add(client);
        if (draining) {
            client.close(CloseCode.DRAINING);
        } else {
            client.authenticate(token);
        }
        return client;
    }

    /// Lets a name be spoken by this socket. An older socket of the same user is closed: its client came back before it was missed.
    ///
    /// @return false when the name is another user's
    boolean bind(String peerId, SyncSocket socket) {
        var former = new @Nullable SyncSocket[1];
        SyncSocket now =
                peers.compute(
                        peerId,
                        (_, bound) -> {
                            if (bound == null || bound == socket) {
                                return socket;
                            }
                            if (!bound.principal().user().equals(socket.principal().user())) {
                                return bound;
                            }
                            former[0] = bound;
                            return socket;
                        });
        if (former[0] != null) {
            former[0].close(CloseCode.NORMAL);
        }
        return now == socket;
    }

    void gone(SyncSocket socket, @Nullable String peerId) {
        open.remove(socket);
        if (peerId != null) {
            peers.remove(peerId, socket);
        }
    }

    DocumentInfo birth(DocumentId id, Principal by, Optional<RoomId> room) {
        return new DocumentInfo(
                id,
                DocumentInfo.OPEN,
                room,
                room.isPresent() ? Optional.empty() : Optional.of(by.user()),
                by.user(),
                time.millis(),
                false,
                List.of());
    }

    /// Sockets of this node.
    public int count() {
        return open.size();
    }

    /// Takes no more clients, and sends those of now away one after another; they come back to other nodes.
    ///
    /// @return completes when every socket of now was told
    public CompletionStage<Void> drain(Duration over) {
        draining = true;
        List<SyncSocket> leaving = List.copyOf(open);
        var told = new CompletableFuture<?>[leaving.size()];
        for (int i = 0; i < told.length; i++) {
            var one = new CompletableFuture<Void>();
            told[i] = one;
            SyncSocket socket = leaving.get(i);
            time.after(
                    over.multipliedBy(i).dividedBy(told.length),
                    () -> {
                        socket.close(CloseCode.DRAINING);
                        one.complete(null);
                    });
        }
        return CompletableFuture.allOf(told);
    }
}
