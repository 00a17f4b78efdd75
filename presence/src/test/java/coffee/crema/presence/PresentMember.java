package coffee.crema.presence;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.hub.TestMember;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One socket of a device. It follows the protocol: state first, then differences; it keeps what it was told.
final class PresentMember extends TestMember {
    private final WireMapper wire;
    private final String user;
    private final String session;

    /// `user/ref` of the devices that it was told of; null before the first state.
    private Set<String> told;

    final List<String> joinsTold = new ArrayList<>();
    final List<String> leavesTold = new ArrayList<>();

    PresentMember(long socket, String user, String session, WireMapper wire) {
        super(socket);
        this.wire = wire;
        this.user = user;
        this.session = session;
    }

    String device() {
        return user + "/" + session().deviceRef();
    }

    Optional<Set<String>> told() {
        return Optional.ofNullable(told);
    }

    @Override
    public Principal principal() {
        return new Principal(
                new UserId(user),
                user,
                Principal.Kind.MEMBER,
                Set.of(),
                List.of(),
                Instant.MAX,
                Optional.empty());
    }

    @Override
    public SessionId session() {
        return new SessionId(session);
    }

    @Override
    public void send(ServerMessage message) {
        if (message instanceof ServerMessage.Happened happened) {
            hear(happened.event());
        }
    }

    private void hear(Event event) {
        Map<?, ?> data = wire.fromJson(event.json(), Map.class);
        if (event.name().equals(PresenceMessages.STATE)) {
            told = devices(data.get("people"));
        } else if (event.name().equals(PresenceMessages.DIFF) && told != null) {
            Set<String> leaves = devices(data.get("leaves"));
            Set<String> joins = devices(data.get("joins"));
            told.removeAll(leaves);
            told.addAll(joins);
            leavesTold.addAll(leaves);
            joinsTold.addAll(joins);
        } else if (event.name().startsWith("presence.")) {
            throw new AssertionError("an internal word reached a member: " + event.name());
        }
    }

    private static Set<String> devices(Object people) {
        var devices = new HashSet<String>();
        ((Map<?, ?>) people)
                .forEach((user, person) ->
                        ((List<?>) ((Map<?, ?>) person).get("metas"))
                                .forEach(meta ->
                                        devices.add(user + "/" + ((Map<?, ?>) meta).get("ref"))));
        return devices;
    }
}
