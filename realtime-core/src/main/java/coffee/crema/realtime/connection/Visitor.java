package coffee.crema.realtime.connection;

import coffee.crema.realtime.connection.ConnectionCommand.Connect;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ClientMessage;
import coffee.crema.realtime.wire.ClientMessage.Asked;
import coffee.crema.realtime.wire.ClientMessage.Unreadable;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.ServerMessage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket from its opening to its end. On the socket's loop only.
final class Visitor implements Door.Inbound {

    private static final Logger LOG = LoggerFactory.getLogger(Visitor.class);

    private enum State {
        AWAITING_CONNECT,
        BEING_ADMITTED,
        CONNECTED,
        /// Turned away or gone; whatever still arrives is dropped.
        ENDED
    }

    private final Socket socket;
    private final ReceptionParts parts;
    private Optional<String> tokenOfUpgrade;
    private Scheduler.@Nullable Cancellable deadline;
    private State state = State.AWAITING_CONNECT;

    /// From the admission on.
    private @Nullable LiveConnection connection;

    private @Nullable CommandLane lane;
    private @Nullable TokenWatch tokenWatch;

    Visitor(Socket socket, Optional<String> tokenOfUpgrade, ReceptionParts parts) {
        this.socket = socket;
        this.tokenOfUpgrade = tokenOfUpgrade;
        this.parts = parts;
        within(parts.limits().connect().timeout(), CloseCode.CONNECT_TIMEOUT);
    }

    @Override
    public void received(byte[] message) {
        switch (state) {
            case AWAITING_CONNECT -> first(message);
            case BEING_ADMITTED ->
                    turnAway(
                            null,
                            RejectedException.of(
                                    ErrorCode.NOT_CONNECTED,
                                    "one message until connect is answered"),
                            CloseCode.PROTOCOL_ERROR);
            case CONNECTED -> next(message);
            case ENDED -> {}
        }
    }

    @Override
    public void closed() {
        if (state == State.AWAITING_CONNECT || state == State.BEING_ADMITTED) {
            parts.meters().turnedAway("gone");
        }
        state = State.ENDED;
        stopDeadline();
        LiveConnection gone = connection;
        if (gone == null) {
            return;
        }
        if (lane != null) {
            lane.close();
        }
        if (tokenWatch != null) {
            tokenWatch.stop();
        }
        parts.subscriptions().detachAll(gone);
        parts.connections().remove(gone);
        tell(listener -> listener.closed(gone));
    }

    private void first(byte[] message) {
        if (message.length > parts.limits().connect().messageBytesMax()) {
            parts.meters().refused(ErrorCode.TOO_LARGE);
            turnAway(CloseCode.TOO_LARGE);
            return;
        }
        switch (decoded(message)) {
            case Unreadable unreadable ->
                    turnAway(unreadable.id(), unreadable.cause(), CloseCode.PROTOCOL_ERROR);
            case Asked asked when asked.data() instanceof Connect connect ->
                    admit(asked.id(), connect);
            case Asked asked ->
                    turnAway(
                            asked.id(),
                            RejectedException.of(
                                    ErrorCode.NOT_CONNECTED, "the first message must be connect"),
                            CloseCode.PROTOCOL_ERROR);
        }
    }

    private void admit(long id, Connect connect) {
        state = State.BEING_ADMITTED;
        stopDeadline();
        within(parts.limits().connect().acceptTimeout(), CloseCode.INTERNAL);
        Optional<String> token = connect.token().or(() -> tokenOfUpgrade);
        tokenOfUpgrade = Optional.empty();
        new Admission(this, parts, id, connect, token).start();
    }

    private void next(byte[] message) {
        switch (decoded(message)) {
            case Asked asked -> {
                if (lane != null) {
                    lane.offer(asked);
                }
            }
            case Unreadable unreadable when unreadable.fatal() ->
                    turnAway(unreadable.id(), unreadable.cause(), CloseCode.PROTOCOL_ERROR);
            case Unreadable unreadable -> {
                refuse(unreadable.id(), unreadable.cause());
                if (lane != null) {
                    lane.countRefusal();
                }
            }
        }
    }

    private ClientMessage decoded(byte[] message) {
        return parts.mapper().decode(socket.format(), message, parts.catalog()::shapeOf);
    }

    // What the admission does with it, always on the loop.

    Socket socket() {
        return socket;
    }

    boolean isBeingAdmitted() {
        return state == State.BEING_ADMITTED && socket.isOpen();
    }

    /// The user is known: features may see the connection from here on.
    void open(LiveConnection opened) {
        connection = opened;
        parts.connections().add(opened);
        tell(listener -> listener.opened(opened));
    }

    /// The answer follows at once.
    void accept(LiveConnection accepted) {
        state = State.CONNECTED;
        stopDeadline();
        socket.accepted();
        lane = new CommandLane(accepted, parts);
        tokenWatch = new TokenWatch(accepted, parts.time(), parts.limits().tokens());
    }

    /// The answer has been queued.
    void accepted() {
        if (tokenWatch != null) {
            tokenWatch.restart();
        }
    }

    /// There is a new token.
    void refreshed(LiveConnection refreshed) {
        if (state != State.CONNECTED) {
            return;
        }
        if (tokenWatch != null) {
            tokenWatch.restart();
        }
        tell(listener -> listener.refreshed(refreshed));
    }

    void turnAway(@Nullable Long id, RejectedException cause, CloseCode code) {
        refuse(id, cause);
        turnAway(code);
    }

    void turnAway(CloseCode code) {
        if (state == State.AWAITING_CONNECT || state == State.BEING_ADMITTED) {
            parts.meters().turnedAway(code.name().toLowerCase(Locale.ROOT));
        }
        state = State.ENDED;
        stopDeadline();
        parts.meters().closing(code);
        socket.close(code);
    }

    private void refuse(@Nullable Long id, RejectedException cause) {
        parts.meters().refused(cause.code());
        socket.send(new ServerMessage.Refused(id, cause));
    }

    /// One feature's fault is not the others'.
    private void tell(Consumer<ConnectionListener> news) {
        for (ConnectionListener listener : parts.catalog().listeners()) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("{} failed to hear of a connection", listener.getClass(), e);
            }
        }
    }

    private void within(Duration timeout, CloseCode code) {
        deadline = parts.time().after(timeout, () -> socket.loop().execute(() -> late(code)));
    }

    private void late(CloseCode code) {
        if (state == State.AWAITING_CONNECT || state == State.BEING_ADMITTED) {
            turnAway(code);
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }
}
