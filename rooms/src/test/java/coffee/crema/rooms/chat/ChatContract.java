package coffee.crema.rooms.chat;

import static coffee.crema.rooms.RoomsWorld.await;
import static coffee.crema.rooms.RoomsWorld.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.rooms.People;
import coffee.crema.rooms.RoomAnswer;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomSocket;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.RoomsWorld;
import coffee.crema.rooms.Visibility;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the chat promises, on any store.
abstract class ChatContract {
    static final Principal OLGA = People.member("olga");
    static final Principal ANN = People.member("ann");

    RoomsWorld world;
    RoomId room;

    abstract DatabaseSettings settings();

    @BeforeEach
    void open() {
        world = new RoomsWorld(settings());
        room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        world.join(ANN, room);
    }

    @AfterEach
    void close() {
        world.close();
    }

    ChatMessage say(Principal who, String text) {
        return await(world.chat.say(world.by(who), new ChatCommand.Say(room, text, null)))
                .message();
    }

    @Test
    void the_same_command_and_the_same_client_key_say_once() {
        ChatCommand.Say ask = new ChatCommand.Say(room, "hello", "key-1");
        ChatMessage first = await(world.chat.say(world.by(ANN, "c1"), ask)).message();
        assertThat(await(world.chat.say(world.by(ANN, "c1"), ask)).message()).isEqualTo(first);
        assertThat(await(world.chat.say(world.by(ANN), ask)).message()).isEqualTo(first);
        ChatMessage hers = await(world.chat.say(world.by(OLGA), ask)).message();
        assertThat(hers.id()).as("a key is its author's own").isNotEqualTo(first.id());
        assertThat(history(null, 10).messages()).containsExactly(first, hers);
    }

    @Test
    void the_same_key_sent_many_times_at_once_says_once() {
        List<CompletableFuture<ChatAnswer.Said>> said = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            said.add(
                    world.chat
                            .say(world.by(ANN), new ChatCommand.Say(room, "hello", "k"))
                            .toCompletableFuture());
        }
        assertThat(said.stream().map(answer -> answer.join().message().id()).distinct()).hasSize(1);
        assertThat(history(null, 10).messages()).hasSize(1);
    }

    @Test
    void slow_mode_spares_the_staff_and_says_how_long_to_wait() {
        await(
                world.rooms.update(
                        world.by(OLGA), new RoomCommand.Update(room, null, null, null, 5_000)));
        say(ANN, "one");
        world.later(Duration.ofSeconds(2));
        var refusal =
                RoomsWorld.refusal(() ->
                        world.chat.say(world.by(ANN), new ChatCommand.Say(room, "two", null)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.SLOW_MODE);
        assertThat(refusal.retryAfterMs()).hasValue(3_000);
        say(OLGA, "a");
        say(OLGA, "b");
        world.later(Duration.ofSeconds(3));
        assertThat(say(ANN, "two").text()).isEqualTo("two");
    }

    @Test
    void who_is_muted_is_silent_and_who_only_looks_on_too() {
        await(
                world.moderation.mute(
                        world.by(OLGA),
                        new RoomCommand.Mute(room, ANN.user(), world.time.millis() + 1_000)));
        assertThat(code(() -> world.chat.say(world.by(ANN), new ChatCommand.Say(room, "x", null))))
                .isEqualTo(ErrorCode.MUTED);
        world.later(Duration.ofSeconds(1));
        say(ANN, "x");
        Principal eve = People.member("eve");
        assertThat(code(() -> world.chat.say(world.by(eve), new ChatCommand.Say(room, "x", null))))
                .isEqualTo(ErrorCode.NOT_JOINED);
        await(
                world.memberships.join(
                        world.by(eve),
                        new RoomCommand.Join(room, coffee.crema.rooms.Role.OBSERVER, null, null)));
        assertThat(code(() -> world.chat.say(world.by(eve), new ChatCommand.Say(room, "x", null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void one_edits_only_ones_own_and_deletes_ones_own_or_as_moderator() {
        ChatMessage hers = say(OLGA, "hers");
        ChatMessage mine = say(ANN, "mine");
        assertThat(
                        code(() ->
                                world.chat.edit(
                                        world.by(ANN), new ChatCommand.Edit(room, hers.id(), "x"))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(
                        code(() ->
                                world.chat.delete(
                                        world.by(ANN), new ChatCommand.Delete(room, hers.id()))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        ChatMessage edited =
                await(
                                world.chat.edit(
                                        world.by(ANN),
                                        new ChatCommand.Edit(room, mine.id(), "mine!")))
                        .message();
        assertThat(edited.text()).isEqualTo("mine!");
        assertThat(edited.editedAtMs()).isNotNull();
        await(world.chat.delete(world.by(OLGA), new ChatCommand.Delete(room, mine.id())));
        await(world.chat.delete(world.by(OLGA), new ChatCommand.Delete(room, mine.id())));
        assertThat(
                        code(() ->
                                world.chat.edit(
                                        world.by(ANN), new ChatCommand.Edit(room, mine.id(), "x"))))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(history(null, 10).messages())
                .extracting(ChatMessage::text)
                .containsExactly("hers", "");
    }

    @Test
    void history_comes_by_pages_newest_last() {
        for (int i = 0; i < 5; i++) {
            say(ANN, "m" + i);
        }
        ChatAnswer.Page newest = history(null, 2);
        assertThat(newest.messages()).extracting(ChatMessage::text).containsExactly("m3", "m4");
        ChatAnswer.Page older = history(newest.next(), 2);
        assertThat(older.messages()).extracting(ChatMessage::text).containsExactly("m1", "m2");
        ChatAnswer.Page oldest = history(older.next(), 2);
        assertThat(oldest.messages()).extracting(ChatMessage::text).containsExactly("m0");
        assertThat(oldest.next()).isNull();
        assertThat(
                        code(() ->
                                world.chat.history(
                                        world.by(ANN), new ChatCommand.History(room, null, 201))))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void a_deleted_text_is_never_seen_by_whoever_comes_back() {
        RoomSocket ann = world.connect(ANN);
        RoomAnswer.Stand stand = ann.join(room).channels().get("room:" + room);
        ChatMessage bad = say(OLGA, "regrettable");
        await(
                world.chat.edit(
                        world.by(OLGA), new ChatCommand.Edit(room, bad.id(), "regrettable too")));
        say(OLGA, "harmless");
        await().until(() -> ann.everything().contains("harmless"));
        await(world.chat.delete(world.by(OLGA), new ChatCommand.Delete(room, bad.id())));
        await().until(() -> ann.events().contains("chat.deleted"));

        RoomSocket back = world.connect(ANN);
        var attachment =
                await(
                        world.live.follow(
                                back, room.channel(), new Position(stand.epoch(), stand.offset())));
        assertThat(attachment.recovered()).isTrue();
        attachment.start();
        await().until(() -> back.events().contains("chat.deleted"));
        assertThat(back.events())
                .containsSubsequence("chat.said", "chat.edited", "chat.said", "chat.deleted");
        assertThat(back.everything()).contains("harmless").doesNotContain("regrettable");
        assertThat(read(world.broker)).contains("harmless").doesNotContain("regrettable");
        assertThat(read(world.stream))
                .as("the stream itself is append-only")
                .contains("regrettable");
        RoomSocket fresh = world.connect(People.member("new"));
        fresh.join(room);
        await().until(() -> !fresh.snapshots().isEmpty());
        assertThat(fresh.everything()).contains("harmless").doesNotContain("regrettable");
    }

    private String read(coffee.crema.realtime.broker.Broker broker) {
        StringBuilder all = new StringBuilder();
        await(broker.read(room.channel(), null, 1_000))
                .entries()
                .forEach(entry ->
                        all.append(new String(entry.event().json(), StandardCharsets.UTF_8)));
        return all.toString();
    }

    private ChatAnswer.Page history(Long before, int limit) {
        return await(
                world.chat.history(world.by(ANN), new ChatCommand.History(room, before, limit)));
    }
}
