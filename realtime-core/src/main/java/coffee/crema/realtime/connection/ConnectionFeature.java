package coffee.crema.realtime.connection;

import coffee.crema.realtime.connection.ConnectionAnswer.Refreshed;
import coffee.crema.realtime.connection.ConnectionAnswer.ServerTime;
import coffee.crema.realtime.connection.ConnectionCommand.Connect;
import coffee.crema.realtime.connection.ConnectionCommand.Refresh;
import coffee.crema.realtime.connection.ConnectionCommand.Time;
import coffee.crema.realtime.identity.Authenticator;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The commands about the connection itself. Every node has it.
public final class ConnectionFeature implements Feature {

    /// Checking a token costs more than most commands.
    private static final int REFRESH_COST = 5;

    private final Authenticator authenticator;
    private final InstantSource clock;

    public ConnectionFeature(Authenticator authenticator, InstantSource clock) {
        this.authenticator = authenticator;
        this.clock = clock;
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>("connect", Connect.class, 1, this::connectAgain),
                new CommandType<>("auth.refresh", Refresh.class, REFRESH_COST, this::refresh),
                new CommandType<>("time", Time.class, 1, this::time));
    }

    /// The first `connect` never comes here: the {@link Reception} takes it.
    private CompletionStage<Object> connectAgain(CommandContext context, Connect again) {
        return CompletableFuture.failedFuture(
                RejectedException.of(ErrorCode.CONFLICT, "this socket is connected already"));
    }

    private CompletionStage<Refreshed> refresh(CommandContext context, Refresh refresh) {
        return authenticator
                .authenticate(refresh.token())
                .thenApply(principal -> replaced(context, principal));
    }

    private static Refreshed replaced(CommandContext context, Principal fresh) {
        if (!fresh.user().equals(context.principal().user())) {
            throw RejectedException.of(ErrorCode.FORBIDDEN, "the token is another user's");
        }
        if (context.connection() instanceof LiveConnection connection) {
            connection.refresh(fresh);
        }
        return new Refreshed(TokenWatch.epochMs(fresh.expiresAt()));
    }

    private CompletionStage<ServerTime> time(CommandContext context, Time time) {
        return CompletableFuture.completedStage(new ServerTime(clock.millis()));
    }
}
