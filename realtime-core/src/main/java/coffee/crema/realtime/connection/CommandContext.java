package coffee.crema.realtime.connection;

/// A numbered command of a live connection.
public interface CommandContext extends Request {

    Connection connection();

    /// The number that the client gave it.
    long commandId();

    /// Runs `task` after this command's answer has been queued on the socket: for what must follow the ack, such as a snapshot.
    void afterAnswer(Runnable task);
}
