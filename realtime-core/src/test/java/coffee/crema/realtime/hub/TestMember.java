package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Socket;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/// A member without a network: it keeps what it is sent.
public class TestMember implements Connection, Socket {

    private final long id;
    private final Principal principal;
    private final List<ServerMessage> received = new CopyOnWriteArrayList<>();
    private final AtomicReference<CloseCode> closed = new AtomicReference<>();

    /// @param id unique among the members of a test
    public TestMember(long id) {
        this.id = id;
        this.principal =
                new Principal(
                        new UserId("user-" + id),
                        "User " + id,
                        Principal.Kind.MEMBER,
                        Set.of(),
                        List.of(),
                        Instant.MAX,
                        Optional.empty());
    }

    @Override
    public void send(ServerMessage message) {
        received.add(message);
    }

    @Override
    public void send(byte[] encoded) {
        throw new UnsupportedOperationException("the hub sends messages");
    }

    public List<ServerMessage> received() {
        return received;
    }

    /// Why it was closed, or null while it is open.
    public CloseCode closedBy() {
        return closed.get();
    }

    @Override
    public void close(CloseCode code) {
        closed.compareAndSet(null, code);
    }

    @Override
    public boolean isOpen() {
        return closed.get() == null;
    }

    @Override
    public Socket socket() {
        return this;
    }

    @Override
    public long socketId() {
        return id;
    }

    @Override
    public WireFormat format() {
        return WireFormat.JSON;
    }

    @Override
    public void readFurther(boolean on) {
        throw new UnsupportedOperationException("nothing is read from a test member");
    }

    @Override
    public Executor loop() {
        return Runnable::run;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public SessionId session() {
        return new SessionId("s_" + id);
    }

    @Override
    public Set<ChannelName> channels() {
        throw new UnsupportedOperationException("a test member does not know its channels");
    }

    @Override
    public String toString() {
        return "member " + id;
    }
}
