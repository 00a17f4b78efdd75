package coffee.crema.rooms.chat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.Event;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.RoomFeature;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.rooms.Standing;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The chat of rooms, for sockets and HTTP alike.
///
/// **Deleted text** is forgotten by the store at once, so history and snapshots cannot show it. The stream of the room's channel still holds the event that said it:
/// {@link ForgettingBroker} takes it out of everything that is read from there, and this class out of what a node keeps.
///
/// **Threading.** Any thread; nothing blocks.
public final class Chat implements Feature, RoomFeature, ChannelObserver {

    /// The longest text, in UTF-16 units as browsers count them.
    public static final int TEXT_MAX = 2_000;

    /// The longest client key, in characters.
    public static final int CLIENT_KEY_MAX = 64;

    /// The largest page of history.
    public static final int PAGE_MAX = 200;

    /// How many messages a snapshot holds, and a page when nothing is said.
    public static final int SNAPSHOT_MESSAGES = 50;

    static final String SAID = "chat.said";
    static final String EDITED = "chat.edited";
    static final String DELETED = "chat.deleted";

    private final RoomDesk desk;
    private final ChatStore store;
    private final RandomGenerator random;

    /// @param random must be unpredictable
    public Chat(RoomDesk desk, ChatStore store, Hub hub, RandomGenerator random) {
        this.desk = desk;
        this.store = store;
        this.random = random;
        hub.observe(RoomId.CHANNEL_PREFIX, this);
    }

    /// Whoever comes back from here on is not served from what this node kept: it holds the text.
    @Override
    public void appended(Hub.Turn turn, long offset, Event event) {
        if (event.name().equals(DELETED)) {
            turn.forgetPast();
        }
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>("chat.say", ChatCommand.Say.class, 1, this::say),
                new CommandType<>("chat.edit", ChatCommand.Edit.class, 1, this::edit),
                new CommandType<>("chat.delete", ChatCommand.Delete.class, 1, this::delete),
                new CommandType<>("chat.history", ChatCommand.History.class, 1, this::history));
    }

    @Override
    public List<String> events() {
        return List.of(SAID, EDITED, DELETED);
    }

    /// The newest messages.
    @Override
    public CompletionStage<Optional<Object>> snapshot(LiveMember viewer) {
        return desk.database()
                .read(tx ->
                        Optional.of(page(tx, viewer.room(), Long.MAX_VALUE, SNAPSHOT_MESSAGES)));
    }

    /// Says something in a room.
    ///
    /// @return fails with `muted` and `slow_mode` (with the time to wait), `not_joined`, `forbidden`, `closed`, `not_found`
    public CompletionStage<ChatAnswer.Said> say(Request request, ChatCommand.Say ask) {
        RoomId room = ask.room();
        String text = Fields.text("data.text", ask.text(), TEXT_MAX);
        @Nullable String key = clientKey(ask.clientKey());
        return request.durably(
                room.value(),
                ChatAnswer.Said.class,
                tx -> {
                    Principal author = request.principal();
                    Optional<ChatMessage> before = earlier(tx, room, author.user(), key);
                    return new ChatAnswer.Said(
                            before.isPresent()
                                    ? before.get()
                                    : sayNow(tx, author, room, text, key));
                });
    }

    private ChatMessage sayNow(
            Tx tx, Principal author, RoomId room, String text, @Nullable String key) {
        long nowMs = desk.nowMs();
        Standing standing = desk.standing(tx, room, author.user());
        Role role = RoomPolicy.requireVoice(author, standing, Permission.CHAT, nowMs);
        requirePace(tx, standing, role, nowMs);
        ChatMessage message =
                new ChatMessage(
                        mint(),
                        room.value(),
                        store.nextSeq(tx, room),
                        author.user().value(),
                        author.name(),
                        text,
                        nowMs,
                        null,
                        false);
        if (!store.insert(tx, message, key)) {
            // The same key was committed by another node between our look and our insert.
            return earlier(tx, room, author.user(), key)
                    .orElseThrow(() -> new IllegalStateException("a message id was minted twice"));
        }
        desk.tell(tx, room.channel(), SAID, new ChatAnswer.Said(message));
        return message;
    }

    private Optional<ChatMessage> earlier(Tx tx, RoomId room, UserId author, @Nullable String key) {
        return key == null ? Optional.empty() : store.byClientKey(tx, room, author, key);
    }

    private void requirePace(Tx tx, Standing standing, Role role, long nowMs) {
        int intervalMs = standing.room().slowModeMs();
        if (intervalMs == 0 || role.may(Permission.MODERATE)) {
            return;
        }
        OptionalLong last =
                store.pace(tx, standing.room().id(), standing.user(), nowMs, intervalMs);
        if (last.isPresent()) {
            throw RejectedException.retryAfter(
                    ErrorCode.SLOW_MODE,
                    "slow mode: wait between messages",
                    Duration.ofMillis(last.getAsLong() + intervalMs - nowMs));
        }
    }

    /// Changes one's own message.
    public CompletionStage<ChatAnswer.Said> edit(Request request, ChatCommand.Edit ask) {
        RoomId room = ask.room();
        String text = Fields.text("data.text", ask.text(), TEXT_MAX);
        return request.durably(
                room.value(),
                ChatAnswer.Said.class,
                tx -> {
                    long nowMs = desk.nowMs();
                    Standing standing = desk.standing(tx, room, request.principal().user());
                    RoomPolicy.requireVoice(request.principal(), standing, Permission.CHAT, nowMs);
                    ChatMessage message = find(tx, room, ask.message());
                    if (!message.from().equals(request.principal().user().value())) {
                        throw RejectedException.of(
                                ErrorCode.FORBIDDEN, "only its author edits a message");
                    }
                    if (!store.edit(tx, room, message.id(), text, nowMs)) {
                        throw noMessage();
                    }
                    ChatAnswer.Said edited = new ChatAnswer.Said(find(tx, room, message.id()));
                    desk.tell(tx, room.channel(), EDITED, edited);
                    return edited;
                });
    }

    /// Deletes one's own message, or anyone's as a moderator: everywhere, for good. Harmless for one that is deleted.
    public CompletionStage<ChatAnswer.Done> delete(Request request, ChatCommand.Delete ask) {
        RoomId room = ask.room();
        return request.durably(
                room.value(),
                ChatAnswer.Done.class,
                tx -> {
                    Standing standing = desk.standing(tx, room, request.principal().user());
                    Role role =
                            RoomPolicy.requireOpen(
                                    request.principal(), standing, Permission.VIEW, desk.nowMs());
                    ChatMessage message = find(tx, room, ask.message());
                    boolean own = message.from().equals(request.principal().user().value());
                    if (!own && !role.may(Permission.MODERATE)) {
                        throw RejectedException.of(
                                ErrorCode.FORBIDDEN,
                                "only its author or a moderator deletes a message");
                    }
                    if (store.delete(tx, room, message.id())) {
                        desk.tell(
                                tx,
                                room.channel(),
                                DELETED,
                                new ChatAnswer.Said(message.blanked()));
                    }
                    return new ChatAnswer.Done();
                });
    }

    /// Reads what was said.
    public CompletionStage<ChatAnswer.Page> history(Request request, ChatCommand.History ask) {
        RoomId room = ask.room();
        long before = ask.before() == null ? Long.MAX_VALUE : ask.before();
        int limit = Fields.number("data.limit", ask.limit(), SNAPSHOT_MESSAGES, 1, PAGE_MAX);
        return desk.database()
                .read(tx -> {
                    Standing standing = desk.standing(tx, room, request.principal().user());
                    RoomPolicy.require(
                            request.principal(), standing, Permission.VIEW, desk.nowMs());
                    return page(tx, room, before, limit);
                });
    }

    private ChatAnswer.Page page(Tx tx, RoomId room, long before, int limit) {
        List<ChatMessage> messages = store.before(tx, room, before, limit + 1);
        boolean more = messages.size() > limit;
        List<ChatMessage> page = more ? messages.subList(1, messages.size()) : messages;
        return new ChatAnswer.Page(page, more ? page.getFirst().seq() : null);
    }

    private ChatMessage find(Tx tx, RoomId room, String id) {
        return store.find(tx, room, id).orElseThrow(Chat::noMessage);
    }

    private static RejectedException noMessage() {
        return RejectedException.of(ErrorCode.NOT_FOUND, "no such message");
    }

    private static @Nullable String clientKey(@Nullable String key) {
        boolean fits =
                key == null
                        || (!key.isEmpty()
                                && key.length() <= CLIENT_KEY_MAX
                                && key.chars().allMatch(c -> c > 0x20 && c < 0x7f));
        if (!fits) {
            throw RejectedException.invalid(
                    "data.clientKey",
                    "1 to " + CLIENT_KEY_MAX + " visible ASCII characters",
                    CLIENT_KEY_MAX);
        }
        return key;
    }

    private String mint() {
        byte[] bits = new byte[12];
        random.nextBytes(bits);
        return "m_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
