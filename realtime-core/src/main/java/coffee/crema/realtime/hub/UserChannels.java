package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.ChannelOwner;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Decides about `user-{id}`, which is that user's alone, and about channels that no feature knows, which are open to tokens that list them. They have no state of their own:
/// their snapshot is empty.
public final class UserChannels implements ChannelOwner {
    private static final String USER_PREFIX = "user-";
    private static final String PUBLISH_SCOPE = "publish";
    private static final CompletionStage<Void> ALLOWED = CompletableFuture.completedStage(null);
    private static final CompletionStage<Map<String, Object>> NO_STATE =
            CompletableFuture.completedStage(Map.of());

    private final Hub hub;

    public UserChannels(Hub hub) {
        this.hub = hub;
    }

    @Override
    public boolean owns(ChannelName channel) {
        return true;
    }

    @Override
    public boolean lastResort() {
        return true;
    }

    @Override
    public CompletionStage<Attachment> follow(
            Connection connection, ChannelName channel, @Nullable Position since) {
        return opens(connection.principal(), channel)
                ? hub.attach(connection, channel, since, _ -> NO_STATE)
                : CompletableFuture.failedStage(forbidden("the token does not open the channel"));
    }

    @Override
    public CompletionStage<Void> mayPublish(Request request, ChannelName channel) {
        Principal principal = request.principal();
        if (!principal.hasScope(PUBLISH_SCOPE)) {
            return CompletableFuture.failedStage(
                    forbidden("the token lacks the scope " + PUBLISH_SCOPE));
        }
        // A back end speaks to any user.
        boolean service = principal.kind() == Principal.Kind.SERVICE && isOfUser(channel);
        return service || opens(principal, channel)
                ? ALLOWED
                : CompletableFuture.failedStage(forbidden("the token does not open the channel"));
    }

    @Override
    public CompletionStage<Void> mayRead(Request request, ChannelName channel) {
        return opens(request.principal(), channel)
                ? ALLOWED
                : CompletableFuture.failedStage(forbidden("the token does not open the channel"));
    }

    @Override
    public void unfollow(Connection connection, ChannelName channel) {
        hub.detach(connection, channel);
    }

    boolean opens(Principal principal, ChannelName channel) {
        return isOfUser(channel)
                ? channel.equals(ChannelName.ofUser(principal.user()))
                : principal.tokenOpens(channel);
    }

    private static boolean isOfUser(ChannelName channel) {
        return channel.value().startsWith(USER_PREFIX);
    }

    private static RejectedException forbidden(String why) {
        return RejectedException.of(ErrorCode.FORBIDDEN, why);
    }
}
