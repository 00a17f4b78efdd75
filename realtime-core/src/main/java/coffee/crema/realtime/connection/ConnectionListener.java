package coffee.crema.realtime.connection;

/// Hears of accepted connections. Called on the connection's event loop; must not block.
public interface ConnectionListener {

    /// `connect` was accepted; called before any other command of the connection.
    default void opened(Connection connection) {}

    /// The token was refreshed: permissions may differ.
    default void refreshed(Connection connection) {}

    /// The socket is gone, for whatever reason. Called once; its channels have been left by then.
    default void closed(Connection connection) {}
}
