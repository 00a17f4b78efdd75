package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.connection.ConnectionAnswer.Connected;
import coffee.crema.realtime.connection.ConnectionAnswer.Limits;
import coffee.crema.realtime.connection.ConnectionAnswer.Who;
import coffee.crema.realtime.connection.ConnectionCommand.Connect;
import coffee.crema.realtime.connection.ConnectionCommand.Since;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.SessionStore.Opened;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.ServerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From a well-formed `connect` to its answer: token, budget and session, then the channels, all at once. Every step begins on the socket's loop, and none is taken for a socket
/// that is gone or was turned away meanwhile.
final class Admission {
    private static final Pattern SESSION = Pattern.compile("s_[A-Za-z0-9_-]{22}");
    private static final int CLIENT_CHARS_MAX = 64;
    private static final int CONNECT_COST = 1;

    private final Visitor visitor;
    private final ReceptionParts parts;
    private final long id;
    private final Connect connect;
    private final Optional<String> token;
    private final Map<ChannelName, Optional<Position>> wanted = new LinkedHashMap<>();

    Admission(
            Visitor visitor,
            ReceptionParts parts,
            long id,
            Connect connect,
            Optional<String> token) {
        this.visitor = visitor;
        this.parts = parts;
        this.id = id;
        this.connect = connect;
        this.token = token;
    }

    void start() {
        try {
            checkFields();
        } catch (RejectedException e) {
            visitor.turnAway(id, e, CloseCode.PROTOCOL_ERROR);
            return;
        }
        if (token.isEmpty()) {
            refuse(RejectedException.of(ErrorCode.UNAUTHENTICATED, "there is no token"));
            return;
        }
        then(parts.authenticator().authenticate(token.get()), this::authenticated);
    }

    private void checkFields() {
        if (connect.client().filter(client -> client.length() > CLIENT_CHARS_MAX).isPresent()) {
            throw RejectedException.invalid("data.client", "too long", CLIENT_CHARS_MAX);
        }
        for (Map.Entry<String, Since> entry : connect.channels().orElse(Map.of()).entrySet()) {
            String path = "data.channels." + entry.getKey();
            ChannelName channel = ChannelName.parse("data.channels", entry.getKey());
            wanted.put(channel, Optional.ofNullable(entry.getValue().position(path)));
        }
    }

    private void authenticated(Principal principal) {
        wanted.putIfAbsent(ChannelName.ofUser(principal.user()), Optional.empty());
        int channelsMax = parts.limits().commands().channelsMax();
        if (wanted.size() > channelsMax) {
            refuse(RejectedException.limit(ErrorCode.TOO_MANY, "too many channels", channelsMax));
            return;
        }
        CompletableFuture<Void> paid =
                parts.toll().take(principal, CONNECT_COST).toCompletableFuture();
        then(
                parts.sessions()
                        .open(principal.user(), presented())
                        .thenCombine(paid, (opened, _) -> opened),
                opened -> opened(principal, opened));
    }

    private @Nullable SessionId presented() {
        return connect.session()
                .filter(session -> SESSION.matcher(session.value()).matches())
                .orElse(null);
    }

    private void opened(Principal principal, Opened opened) {
        var connection =
                new LiveConnection(
                        visitor.socket(),
                        opened.session(),
                        principal,
                        parts.subscriptions(),
                        parts.meters(),
                        visitor::refreshed);
        visitor.open(connection);
        if (parts.connections().draining()) {
            visitor.turnAway(CloseCode.DRAINING);
            return;
        }
        List<Followed> channels = new ArrayList<>(wanted.size());
        wanted.forEach((channel, since) ->
                follow(connection, channel, since.orElse(null))
                        .thenAccept(followed ->
                                onLoop(() -> {
                                    channels.add(followed);
                                    followed(connection, opened, channels);
                                })));
    }

    /// @param attachment null when it failed
    private record Followed(
            ChannelName channel, FollowedChannel answer, @Nullable Attachment attachment) {}

    /// Never fails: one channel that is lost does not lose the others.
    private CompletionStage<Followed> follow(
            Connection connection, ChannelName channel, @Nullable Position since) {
        CompletionStage<Attachment> attached;
        try {
            attached = parts.catalog().owners().of(channel).follow(connection, channel, since);
        } catch (RuntimeException e) {
            attached = CompletableFuture.failedStage(e);
        }
        return attached.handle((attachment, failure) ->
                failure == null
                        ? new Followed(channel, FollowedChannel.of(attachment), attachment)
                        : new Followed(
                                channel,
                                FollowedChannel.failed(Failures.answer("connect", failure)),
                                null));
    }

    private void followed(LiveConnection connection, Opened opened, List<Followed> channels) {
        if (!visitor.isBeingAdmitted()) {
            parts.subscriptions().detachAll(connection);
            return;
        }
        if (channels.size() < wanted.size()) {
            return;
        }
        visitor.accept(connection);
        parts.meters().connected(opened.resumed());
        connection.send(new ServerMessage.Ack(id, answer(connection, opened, channels)));
        for (Followed channel : channels) {
            if (channel.attachment() != null) {
                channel.attachment().start();
            }
        }
        visitor.accepted();
    }

    private Connected answer(LiveConnection connection, Opened opened, List<Followed> channels) {
        Principal principal = connection.principal();
        RealtimeLimits limits = parts.limits();
        Map<String, FollowedChannel> answers = LinkedHashMap.newLinkedHashMap(channels.size());
        channels.forEach(channel -> answers.put(channel.channel().value(), channel.answer()));
        return new Connected(
                opened.session(),
                opened.resumed(),
                new Who(principal.user(), principal.name(), principal.kind()),
                parts.node(),
                parts.time().millis(),
                TokenWatch.epochMs(principal.expiresAt()),
                limits.heartbeat().toMillis(),
                new Limits(
                        limits.wire().frameBytesMax(),
                        limits.commands().pendingMax(),
                        limits.commands().channelsMax()),
                answers);
    }

    /// On the loop. What is known already is taken at once.
    private <T> void then(CompletionStage<T> step, Consumer<T> next) {
        boolean known = step.toCompletableFuture().isDone();
        step.whenComplete((value, failure) -> {
            if (known) {
                proceed(value, failure, next);
            } else {
                onLoop(() -> proceed(value, failure, next));
            }
        });
    }

    private <T> void proceed(T value, @Nullable Throwable failure, Consumer<T> next) {
        if (!visitor.isBeingAdmitted()) {
            return;
        }
        if (failure == null) {
            next.accept(value);
        } else {
            refuse(Failures.answer("connect", failure));
        }
    }

    private void onLoop(Runnable task) {
        visitor.socket().loop().execute(task);
    }

    private void refuse(RejectedException cause) {
        visitor.turnAway(id, cause, closeCode(cause.code()));
    }

    private static CloseCode closeCode(ErrorCode code) {
        return switch (code) {
            case TOKEN_EXPIRED -> CloseCode.TOKEN_EXPIRED;
            case UNAUTHENTICATED, FORBIDDEN, BANNED -> CloseCode.UNAUTHENTICATED;
            case RATE_LIMITED, FULL, SLOW_MODE, MUTED -> CloseCode.OVERLOADED;
            case UNAVAILABLE, TIMEOUT, INTERNAL -> CloseCode.INTERNAL;
            case MALFORMED,
                    UNKNOWN_TYPE,
                    INVALID_FIELD,
                    TOO_LARGE,
                    ID_REUSED,
                    NOT_CONNECTED,
                    NOT_FOUND,
                    CONFLICT,
                    CLOSED,
                    NOT_JOINED,
                    FROZEN,
                    CHANGE_REFUSED,
                    TOO_MANY ->
                    CloseCode.PROTOCOL_ERROR;
        };
    }
}
