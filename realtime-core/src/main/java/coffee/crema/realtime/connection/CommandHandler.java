package coffee.crema.realtime.connection;

import java.util.concurrent.CompletionStage;

/// Carries out one kind of command.
///
/// **Threading.** Called on the connection's event loop, one command of a connection after another (the next one starts when the stage of
/// this one is complete). Must not block.
@FunctionalInterface
public interface CommandHandler<C extends ClientCommand> {

    /// @return the ack's data, a record or a map; fails with {@link coffee.crema.realtime.wire.RejectedException} for an answer that the client can act on. Anything else that
    ///   it fails with is logged and answered as `internal`, lost infrastructure as `unavailable`.
    CompletionStage<? extends Object> handle(CommandContext context, C command);
}
