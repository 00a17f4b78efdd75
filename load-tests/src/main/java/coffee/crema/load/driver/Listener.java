package coffee.crema.load.driver;

/// What a workload hears of its clients. Called on the driver's loop.
public interface Listener {

    /// A payload came.
    void delivered(Client client, long dueNanos, int number, long nowNanos);

    /// Some other message came.
    default void other(Client client, long nowNanos) {}

    /// The client was told of this many joins and leaves of others.
    default void heard(Client client, int changes) {}

    /// The connection ended without the driver's wish.
    default void lost(Client client) {}

    /// The server refused a command.
    default void refused(Client client, String message) {}
}
