package coffee.crema.realtime.connection;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.identity.Authenticator;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.WireMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/// Where sockets become connections: takes `connect`, then carries out commands.
public final class Reception implements Door {
    private final ReceptionParts parts;

    /// What it stands on.
    public record Services(
            NodeId node,
            WireMapper mapper,
            Authenticator authenticator,
            SessionStore sessions,
            Subscriptions subscriptions,
            Requests requests,
            Scheduler time) {}

    /// @param catalog of all features, {@link ConnectionFeature} among them
    public Reception(
            Services services,
            CommandCatalog catalog,
            Connections connections,
            Toll toll,
            RealtimeLimits limits,
            MeterRegistry registry) {
        this.parts =
                new ReceptionParts(
                        services,
                        catalog,
                        connections,
                        toll,
                        new ConnectionMeters(registry),
                        limits);
    }

    @Override
    public Inbound opened(Socket socket, Optional<String> token) {
        var guest = new Visitor(socket, token, parts);
        if (parts.connections().draining()) {
            guest.turnAway(CloseCode.DRAINING);
        }
        return guest;
    }
}
