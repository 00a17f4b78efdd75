package coffee.crema.load.driver;

/// The bare broadcaster: the path names the room; what a client sends goes to all in it, byte for byte.
public final class FloorDialect implements Dialect {

    /// The first message of the server.
    public static final String WELCOME = "welcome";

    @Override
    public String path(Client client) {
        return "/" + client.identity().room();
    }

    @Override
    public void opened(Client client) {}

    @Override
    public void control(Client client, String message) {
        if (message.equals(WELCOME)) {
            client.ready();
        } else {
            client.failed(message);
        }
    }

    @Override
    public void publish(Client client, byte[] payload) {
        client.send(payload);
    }
}
