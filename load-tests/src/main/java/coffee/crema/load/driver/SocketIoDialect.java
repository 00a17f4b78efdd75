package coffee.crema.load.driver;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Socket.IO 4 (Engine.IO 4) over WebSocket alone, with connection state recovery when the server offers it.
public final class SocketIoDialect implements Dialect {
    private static final byte[] PUBLISH = "42[\"pub\",".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern PID = Pattern.compile("\"pid\":\"([^\"]+)\"");

    /// What is needed to come back.
    private static final class Session {
        final String pid;
        @Nullable String offset;

        Session(String pid) {
            this.pid = pid;
        }
    }

    private final boolean recovery;

    /// @param recovery whether to remember the offset of every message and come back with it
    public SocketIoDialect(boolean recovery) {
        this.recovery = recovery;
    }

    @Override
    public String path(Client client) {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public void opened(Client client) {}

    @Override
    public void control(Client client, String message) {
        if (message.equals("2")) {
            client.send("3");
        } else if (message.startsWith("0")) {
            client.send(hello(client));
        } else if (message.startsWith("40")) {
            connected(client, message);
        } else if (message.startsWith("43")) {
            client.ready();
        } else if (message.startsWith("44")) {
            client.failed(message);
        }
    }

    private String hello(Client client) {
        return client.session() instanceof Session session && session.offset != null
                ? "40{\"pid\":\"" + session.pid + "\",\"offset\":\"" + session.offset + "\"}"
                : "40";
    }

    private void connected(Client client, String message) {
        var pid = PID.matcher(message);
        if (recovery && pid.find()) {
            if (client.session() instanceof Session session && session.pid.equals(pid.group(1))) {
                client.ready(); // recovered: the server remembers the room
                return;
            }
            client.session(new Session(pid.group(1)));
        }
        if (client.identity().room().isEmpty()) {
            client.ready();
            return;
        }
        client.send("420[\"join\",\"" + client.identity().room() + "\"]");
    }

    @Override
    public void delivered(Client client, byte[] bytes, int from, int to) {
        // 42["m",{…},"offset"]
        if (recovery && client.session() instanceof Session session && bytes[to - 2] == '"') {
            int start = to - 3;
            while (bytes[start] != '"') {
                start--;
            }
            session.offset =
                    new String(bytes, start + 1, to - 3 - start, StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void publish(Client client, byte[] payload) {
        byte[] message = new byte[PUBLISH.length + payload.length + 1];
        System.arraycopy(PUBLISH, 0, message, 0, PUBLISH.length);
        System.arraycopy(payload, 0, message, PUBLISH.length, payload.length);
        message[message.length - 1] = ']';
        client.send(message);
    }
}
