package coffee.crema.crdt.document;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What each client may do with a document, asked of the policy of its kind. In the document's turn only.
///
/// A right that was given holds until the policy says otherwise. When it cannot say, it is asked again, every second for a minute.
final class Rights {
    private static final Logger LOG = LoggerFactory.getLogger(Rights.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final int TRIES_MAX = 60;

    private final LiveDocument document;
    private final DocumentParts parts;

    Rights(LiveDocument document, DocumentParts parts) {
        this.document = document;
        this.parts = parts;
    }

    /// For the first time; the client's messages wait.
    void ask(Link link, DocumentInfo info) {
        link.asking = true;
        ask(link, info, 1);
    }

    /// The client brings a document that the store does not have.
    void askToCreate(Link link, DocumentInfo candidate) {
        link.asking = true;
        access(link, candidate)
                .whenComplete((access, failure) ->
                        document.inTurn(() -> {
                            link.asking = false;
                            if (document.links().isGone(link)) {
                                return;
                            }
                            if (document.info() != null) {
                                document.links().replay(link); // somebody was faster
                            } else if (access == Access.WRITE) {
                                document.conceive(candidate);
                                link.access = access;
                                document.links().replay(link);
                            } else {
                                refuse(link, failure);
                            }
                        }));
    }

    private void refuse(Link link, @Nullable Throwable failure) {
        link.held.clear();
        if (failure == null) {
            link.client.refuse(
                    document.id,
                    RejectedException.of(
                            ErrorCode.FORBIDDEN, "documents may not be made here by this user"));
            link.client.unavailable(document.id);
        } else {
            document.overload(link);
        }
    }

    void recheck(DocumentInfo info, List<Link> links) {
        for (Link link : links) {
            if (link.access != null) {
                ask(link, info, 1);
            }
        }
    }

    private void ask(Link link, DocumentInfo info, int attempt) {
        int question = ++link.questions;
        access(link, info)
                .whenComplete((access, failure) ->
                        document.inTurn(() -> {
                            if (question == link.questions && !document.links().isGone(link)) {
                                answered(link, info, access, failure, attempt);
                            }
                        }));
    }

    private void answered(
            Link link,
            DocumentInfo info,
            @Nullable Access access,
            @Nullable Throwable failure,
            int attempt) {
        if (access != null) {
            link.asking = false;
            become(link, access);
        } else if (attempt < TRIES_MAX) {
            parts.time()
                    .after(
                            ASK_AGAIN,
                            () ->
                                    document.inTurn(() -> {
                                        if (!document.links().isGone(link)) {
                                            ask(link, info, attempt + 1);
                                        }
                                    }));
        } else {
            LOG.warn("rights in document {} cannot be known", document.id, failure);
            document.overload(link);
        }
    }

    private void become(Link link, Access access) {
        Access before = link.access;
        link.access = access;
        if (before == access) {
            return;
        }
        boolean lost = before != null && before.mayRead() && !access.mayRead();
        if (lost) {
            link.client.refuse(
                    document.id,
                    RejectedException.of(
                            ErrorCode.FORBIDDEN, "this document may no longer be read"));
        }
        if (!access.mayRead()) {
            link.restart();
            link.owed = false;
            link.held.clear();
            link.client.unavailable(document.id);
            return;
        }
        if (access.mayWrite() && link.refused) {
            link.refused = false;
            link.restart();
        }
        if (before == null || !before.mayRead() || !link.synced) {
            document.links().welcome(link);
        }
    }

    private CompletionStage<Access> access(Link link, DocumentInfo info) {
        return parts.policy(info.kind())
                .map(policy -> policy.access(link.client.principal(), info))
                .orElseGet(() -> CompletableFuture.completedStage(Access.NONE));
    }
}
