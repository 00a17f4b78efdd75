package coffee.crema.crdt.document;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.Attachment;
import coffee.crema.realtime.connection.ChannelOwner;
import coffee.crema.realtime.connection.CommandContext;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Documents on the native door: followed, and changed by chunks. The channels between nodes stay closed to clients: they carry documents, and whoever may see those is asked
/// for each client.
public final class DocumentFeature implements Feature, ChannelOwner {
    /// Changes of one `doc.apply`.
    static final int CHANGES_MAX = 500;

    private static final String CHANGES = "data.changes";

    private final Documents documents;
    private final Followings followings = new Followings();

    public DocumentFeature(Documents documents) {
        this.documents = documents;
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>("doc.follow", DocumentCommand.Follow.class, 1, this::follow),
                new CommandType<>(
                        "doc.unfollow", DocumentCommand.Unfollow.class, 1, this::unfollow),
                new CommandType<>("doc.apply", DocumentCommand.Apply.class, 1, this::apply));
    }

    @Override
    public List<String> events() {
        return List.of(DocumentNotice.CHANGED, DocumentNotice.SAVED);
    }

    private CompletionStage<DocumentAnswer.Followed> follow(
            CommandContext context, DocumentCommand.Follow command) {
        Connection connection = context.connection();
        DocumentId id = command.document();
        Following following =
                followings.begin(connection, id, lost -> documents.follow(id, connection, lost));
        context.afterAnswer(following::answered);
        return following
                .answer()
                .whenComplete((_, failure) -> {
                    if (failure != null || !connection.isOpen()) {
                        followings.end(connection, id);
                    }
                });
    }

    private CompletionStage<DocumentAnswer.Unfollowed> unfollow(
            CommandContext context, DocumentCommand.Unfollow command) {
        followings.end(context.connection(), command.document());
        return CompletableFuture.completedStage(new DocumentAnswer.Unfollowed());
    }

    private CompletionStage<DocumentAnswer.Applied> apply(
            CommandContext context, DocumentCommand.Apply command) {
        DocumentId id = command.document();
        return documents
                .apply(context.principal(), id, changes(command.changes()))
                .thenApply(heads ->
                        new DocumentAnswer.Applied(
                                id.value(), heads.stream().map(ChangeHash::hex).toList()));
    }

    private static List<Change> changes(List<String> given) {
        if (given.isEmpty() || given.size() > CHANGES_MAX) {
            throw RejectedException.invalid(
                    CHANGES, "1 to " + CHANGES_MAX + " changes", CHANGES_MAX);
        }
        var changes = new ArrayList<Change>(given.size());
        for (String text : given) {
            try {
                changes.add(Change.parse(Base64.getDecoder().decode(text)));
            } catch (IllegalArgumentException e) {
                throw RejectedException.invalid(CHANGES, "each must be Base64");
            } catch (MalformedChangeException e) {
                throw RejectedException.of(ErrorCode.CHANGE_REFUSED, "a change: " + e.getMessage());
            }
        }
        return changes;
    }

    @Override
    public void closed(Connection connection) {
        followings.endAll(connection);
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
                RejectedException.of(
                        ErrorCode.FORBIDDEN,
                        "documents are followed by doc.follow, and synced at /sync"));
    }
}
