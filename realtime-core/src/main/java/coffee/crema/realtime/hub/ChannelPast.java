package coffee.crema.realtime.hub;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.connection.ConnectionCommand.Since;
import coffee.crema.realtime.hub.ChannelAnswer.PastEvents;
import coffee.crema.realtime.hub.ChannelCommand.History;
import coffee.crema.realtime.wire.RejectedException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What happened on a channel before, for sockets and HTTP alike. Whether the asker may know is for the channel's owner to say first.
///
/// **Threading.** Any thread; does not block.
public final class ChannelPast {
    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 200;

    private final Broker broker;

    public ChannelPast(Broker broker) {
        this.broker = broker;
    }

    /// @return fails as {@link Broker#read} does
    /// @throws RejectedException `invalid_field`
    public CompletionStage<PastEvents> read(History asked) {
        int limit = asked.limit().orElse(LIMIT);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw RejectedException.invalid("data.limit", "1 to 200", LIMIT_MAX);
        }
        if (asked.offset() < 0) {
            throw RejectedException.invalid("data.offset", "must not be negative", 0);
        }
        return since(asked)
                .thenCompose(since -> broker.read(asked.channel(), since, limit))
                .thenApply(PastEvents::of);
    }

    /// Null when the stream has no position at all yet.
    private CompletionStage<@Nullable Position> since(History asked) {
        if (asked.epoch().isPresent()) {
            return CompletableFuture.completedStage(
                    new Since(asked.epoch(), OptionalLong.of(asked.offset())).position("data"));
        }
        return broker.tops(List.of(asked.channel()))
                .thenApply(tops -> {
                    Position top = tops.get(asked.channel());
                    return top == null ? null : new Position(top.epoch(), asked.offset());
                });
    }
}
