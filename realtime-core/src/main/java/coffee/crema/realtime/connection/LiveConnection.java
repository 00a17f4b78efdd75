package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.CloseCode;
import java.util.Set;
import java.util.function.Consumer;

/// An accepted socket.
final class LiveConnection implements Connection {
    private final Socket socket;
    private final SessionId session;
    private final Subscriptions subscriptions;
    private final ConnectionMeters meters;

    /// What must happen on the loop when there is a new principal.
    private final Consumer<LiveConnection> onRefresh;

    private volatile Principal principal;

    LiveConnection(
            Socket socket,
            SessionId session,
            Principal principal,
            Subscriptions subscriptions,
            ConnectionMeters meters,
            Consumer<LiveConnection> onRefresh) {
        this.socket = socket;
        this.session = session;
        this.principal = principal;
        this.subscriptions = subscriptions;
        this.meters = meters;
        this.onRefresh = onRefresh;
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public SessionId session() {
        return session;
    }

    @Override
    public Set<ChannelName> channels() {
        return subscriptions.channelsOf(this);
    }

    @Override
    public void close(CloseCode code) {
        if (socket.isOpen()) {
            meters.closing(code);
        }
        socket.close(code);
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /// @param fresh of the same user
    void refresh(Principal fresh) {
        principal = fresh;
        socket.loop().execute(() -> onRefresh.accept(this));
    }

    @Override
    public String toString() {
        return "connection " + socket.socketId() + " of " + principal.user();
    }
}
