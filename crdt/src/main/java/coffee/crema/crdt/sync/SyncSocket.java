package coffee.crema.crdt.sync;

import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.document.DocumentClient;
import coffee.crema.crdt.document.DocumentUse;
import coffee.crema.crdt.wire.RepoCodec;
import coffee.crema.crdt.wire.RepoMessage;
import coffee.crema.realtime.connection.Door;
import coffee.crema.realtime.connection.Socket;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One socket of the sync door, from its upgrade to its end: token, `join`, then messages about documents.
///
/// **Threading.** What implements {@link DocumentClient}, from any thread; everything else on the socket's loop.
final class SyncSocket implements Door.Inbound, DocumentClient {
    private static final String VERSION = "1";
    private static final Duration FAR = Duration.ofDays(10_000);

    private final SyncDoor door;
    private final Socket socket;
    private final Optional<String> roomAsked;
    private final Pace pace;
    private final TokenBucket ephemerals;
    private final Map<DocumentId, DocumentUse> uses = new HashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Scheduler.Cancellable joinTimeout;

    private Optional<RoomId> room = Optional.empty();
    private volatile @Nullable Principal principal;
    private volatile @Nullable String peerId;
    private RepoMessage.@Nullable Join early;
    private Scheduler.@Nullable Cancellable expiry;
    private int refusals;

    SyncSocket(SyncDoor door, Socket socket, Optional<String> roomAsked) {
        this.door = door;
        this.socket = socket;
        this.roomAsked = roomAsked;
        long now = door.time.nanos();
        this.pace = new Pace(socket, door.time, door.limits, door.meters);
        int perSecond = door.limits.ephemeralsPerSecond();
        this.ephemerals = new TokenBucket(perSecond, 2.0 * perSecond, now);
        this.joinTimeout =
                door.time.after(
                        door.limits.joinTimeout(),
                        () ->
                                socket.loop()
                                        .execute(() -> {
                                            if (peerId == null) {
                                                close(CloseCode.CONNECT_TIMEOUT);
                                            }
                                        }));
    }

    void authenticate(Optional<String> token) {
        try {
            room = roomAsked.map(text -> RoomId.parse(SyncDoor.ROOM, text));
        } catch (RejectedException refusal) {
            turnAway(refusal, CloseCode.PROTOCOL_ERROR);
            return;
        }
        if (token.isEmpty()) {
            turnAway(
                    RejectedException.of(ErrorCode.UNAUTHENTICATED, "a token is required"),
                    CloseCode.UNAUTHENTICATED);
            return;
        }
        door.authenticator
                .authenticate(token.get())
                .whenComplete((who, failure) ->
                        socket.loop()
                                .execute(() -> {
                                    if (failure == null) {
                                        authenticated(who);
                                    } else {
                                        unauthenticated(failure);
                                    }
                                }));
    }

    private void unauthenticated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (!(cause instanceof RejectedException refusal)) {
            close(CloseCode.INTERNAL);
            return;
        }
        turnAway(
                refusal,
                switch (refusal.code()) {
                    case TOKEN_EXPIRED -> CloseCode.TOKEN_EXPIRED;
                    case UNAVAILABLE, TIMEOUT -> CloseCode.OVERLOADED;
                    default -> CloseCode.UNAUTHENTICATED;
                });
    }

    private void authenticated(Principal who) {
        if (ended.get()) {
            return;
        }
        principal = who;
        Duration left = Duration.between(door.time.instant(), who.expiresAt());
        Duration stay = left.compareTo(FAR) > 0 ? FAR : left.plus(door.limits.expiryGrace());
        expiry =
                door.time.after(
                        stay.isNegative() ? Duration.ZERO : stay,
                        () -> close(CloseCode.TOKEN_EXPIRED));
        if (early != null) {
            join(early);
        }
    }

    @Override
    public void received(byte[] message) {
        if (ended.get()) {
            return;
        }
        door.meters.messages.increment();
        pace.received();
        try {
            RepoMessage decoded = door.codec.decode(message);
            if (decoded instanceof RepoMessage.Join join) {
                if (principal == null) {
                    early = join;
                } else {
                    join(join);
                }
            } else if (!decoded.senderId().equals(peerId)) {
                // Clients pass on what others said; and nobody speaks in another's name.
                door.meters.strangers.increment();
            } else {
                heard(decoded, message.length);
            }
        } catch (RejectedException refusal) {
            say(null, refusal);
            if (refusal.code() == ErrorCode.MALFORMED) {
                close(CloseCode.PROTOCOL_ERROR);
            }
        }
    }

    private void join(RepoMessage.Join join) {
        early = null;
        if (peerId != null && !join.senderId().equals(peerId)) {
            turnAway(
                    RejectedException.of(ErrorCode.CONFLICT, "a socket has one peer"),
                    CloseCode.PROTOCOL_ERROR);
        } else if (!join.versions().isEmpty() && !join.versions().contains(VERSION)) {
            turnAway(
                    RejectedException.of(ErrorCode.INVALID_FIELD, "unsupported protocol version"),
                    CloseCode.PROTOCOL_ERROR);
        } else if (!door.bind(join.senderId(), this)) {
            turnAway(
                    RejectedException.of(ErrorCode.CONFLICT, "this peer id is another user's"),
                    CloseCode.PROTOCOL_ERROR);
        } else {
            if (peerId == null) {
                peerId = join.senderId();
                joinTimeout.cancel();
                door.meters.joins.increment();
                socket.accepted();
            }
            var self = door.documents.self();
            send(door.codec.peer(self.peerId(), join.senderId(), self.storageId()));
        }
    }

    private void heard(RepoMessage message, int bytes) {
        switch (message) {
            case RepoMessage.Sync sync -> toDocument(sync.documentId(), sync.data(), false, bytes);
            case RepoMessage.Ask ask -> toDocument(ask.documentId(), ask.data(), true, bytes);
            case RepoMessage.Ephemeral ephemeral -> pass(ephemeral);
            case RepoMessage.Leave _ -> close(CloseCode.NORMAL);
            // Nobody asks clients for documents, and what they know of others' storage is nothing
            // to us.
            case RepoMessage.Unavailable _, RepoMessage.Other _, RepoMessage.Join _ -> {}
        }
    }

    private void toDocument(String document, byte[] data, boolean asks, int bytes) {
        DocumentId id = DocumentId.parse("documentId", document);
        DocumentUse use = uses.get(id);
        if (use == null) {
            if (uses.size() >= door.limits.documentsMax()) {
                throw RejectedException.limit(
                        ErrorCode.TOO_MANY, "documents of a socket", door.limits.documentsMax());
            }
            use = door.documents.use(id, this);
            uses.put(id, use);
            pay();
        }
        if (pace.unread(bytes)) {
            use.received(data, asks, () -> pace.taken(bytes));
        } else {
            close(CloseCode.OVERLOADED);
        }
    }

    /// Who opens too many documents has its socket closed, and comes back when the budget has.
    private void pay() {
        door.toll
                .take(principal(), door.limits.openCost())
                .whenComplete((paid, failure) -> {
                    if (failure != null) {
                        door.meters.refused(ErrorCode.RATE_LIMITED);
                        close(CloseCode.OVERLOADED);
                    }
                });
    }

    private void pass(RepoMessage.Ephemeral message) {
        DocumentUse use = uses.get(DocumentId.parse("documentId", message.documentId()));
        if (message.data().length > door.limits.ephemeralBytesMax()) {
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE, "an ephemeral message", door.limits.ephemeralBytesMax());
        }
        if (use == null || !ephemerals.take(door.time.nanos())) {
            door.meters.ephemeralsLimited.increment();
        } else {
            use.ephemeral(message);
        }
    }

    @Override
    public void closed() {
        ended.set(true);
        joinTimeout.cancel();
        if (expiry != null) {
            expiry.cancel();
        }
        uses.values().forEach(DocumentUse::close);
        uses.clear();
        door.gone(this, peerId);
    }

    private void turnAway(RejectedException refusal, CloseCode code) {
        say(null, refusal);
        close(code);
    }

    private void say(@Nullable DocumentId document, RejectedException refusal) {
        door.meters.refused(refusal.code());
        String target = peerId == null ? RepoCodec.EVERYONE : peerId;
        send(
                door.codec.error(
                        door.documents.self().peerId(),
                        target,
                        document == null ? null : document.value(),
                        refusal));
        socket.loop()
                .execute(() -> {
                    if (++refusals >= door.limits.refusalsMax()) {
                        close(CloseCode.LIMIT_ABUSE);
                    }
                });
    }

    @Override
    public Principal principal() {
        return Objects.requireNonNull(principal, "only who was authenticated is heard");
    }

    @Override
    public String peerId() {
        return Objects.requireNonNull(peerId, "only who joined is heard");
    }

    @Override
    public DocumentInfo birth(DocumentId id) {
        return door.birth(id, principal(), room);
    }

    @Override
    public void send(byte[] frame) {
        socket.send(frame);
    }

    @Override
    public void refuse(DocumentId id, RejectedException refusal) {
        say(id, refusal);
    }

    @Override
    public void unavailable(DocumentId id) {
        send(door.codec.unavailable(door.documents.self().peerId(), peerId(), id.value()));
    }

    @Override
    public void close(CloseCode code) {
        ended.set(true);
        socket.close(code);
    }
}
