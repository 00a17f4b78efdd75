package coffee.crema.realtime.connection;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.identity.Authenticator;
import coffee.crema.realtime.node.NodeId;
import coffee.crema.realtime.store.SessionStore;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ClientMessage.Asked;
import coffee.crema.realtime.wire.WireMapper;

/// What all sockets of a node share.
record ReceptionParts(
        Reception.Services services,
        CommandCatalog catalog,
        Connections connections,
        Toll toll,
        ConnectionMeters meters,
        RealtimeLimits limits) {

    CommandType<?> typeOf(Asked asked) {
        CommandType<?> type = catalog.command(asked.type());
        if (type == null) {
            throw new IllegalStateException("decoded, and yet unknown: " + asked.type());
        }
        return type;
    }

    NodeId node() {
        return services.node();
    }

    WireMapper mapper() {
        return services.mapper();
    }

    Authenticator authenticator() {
        return services.authenticator();
    }

    SessionStore sessions() {
        return services.sessions();
    }

    Subscriptions subscriptions() {
        return services.subscriptions();
    }

    Requests requests() {
        return services.requests();
    }

    Scheduler time() {
        return services.time();
    }
}
