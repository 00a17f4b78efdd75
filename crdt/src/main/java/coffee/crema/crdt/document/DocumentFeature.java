package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.ChannelOwner;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Keeps the channels between nodes from clients of the native door: they carry documents, and whoever may see those is asked for each client, at the sync door.
public final class DocumentFeature implements Feature, ChannelOwner {

    @Override
    public List<CommandType<?>> commands() {
        return List.of();
    }

    @Override
    public List<ChannelOwner> channelOwners() {
        return List.of(this);
    }

    @Override
    public boolean owns(ChannelName channel) {
        return channel.value().startsWith(DocumentId.CHANNEL_PREFIX)
                || channel.equals(Documents.CHANNEL);
    }

    @Override
    public CompletionStage<Attachment> follow(
            Connection connection, ChannelName channel, @Nullable Position since) {
        return refused();
    }

    @Override
    public CompletionStage<Void> mayPublish(Request request, ChannelName channel) {
        return refused();
    }

    @Override
    public CompletionStage<Void> mayRead(Request request, ChannelName channel) {
        return refused();
    }

    @Override
    public void unfollow(Connection connection, ChannelName channel) {}

    private static <T> CompletionStage<T> refused() {
        return CompletableFuture.failedStage(
                RejectedException.of(ErrorCode.FORBIDDEN, "documents are synced at /sync"));
    }
}
