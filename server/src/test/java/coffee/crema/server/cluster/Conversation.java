package coffee.crema.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.cluster.WsClient.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One room and the members who talk in it, and what must be true of what they saw.
final class Conversation implements AutoCloseable {
    private static final int PAGE = 200;

    final String room;
    final String channel;
    final List<Member> members = new ArrayList<>();

    private Conversation(String room) {
        this.room = room;
        channel = "room:" + room;
    }

    /// A public room, made by a host who joins it as its first member.
    static Conversation begin(String room, List<URI> doors) {
        var conversation = new Conversation(room);
        Member host = Member.at(doors, room + "-host", WireFormat.JSON);
        conversation.members.add(host);
        host.ask(
                "room.create",
                Map.of(
                        "id",
                        room,
                        "type",
                        "cupping",
                        "title",
                        "Room " + room,
                        "visibility",
                        "public",
                        "capacity",
                        2_000));
        host.joins(room);
        return conversation;
    }

    Member host() {
        return members.getFirst();
    }

    Member joined(List<URI> doors, String name, WireFormat format) {
        Member member = Member.at(doors, room + "-" + name, format);
        members.add(member);
        member.joins(room);
        return member;
    }

    void talk(Duration every) {
        members.forEach(member -> member.talks(room, every));
    }

    /// Ends the talk, and waits until everything is answered and every member has heard the last word.
    void settle(Duration within) {
        members.forEach(Member::hush);
        await("everything is answered")
                .atMost(within)
                .until(() -> members.stream().allMatch(member -> member.client.unanswered() == 0));
        String last = "the last word of " + room;
        host().says(room, last).join();
        await("the last word is heard by all")
                .atMost(within)
                .untilAsserted(() -> {
                    for (Member member : members) {
                        assertThat(new Sight(member).texts())
                                .as("what %s knows", member.user)
                                .contains(last);
                    }
                });
    }

    /// Nothing that was acknowledged is lost, nothing is seen twice, and all saw it in one order.
    void check() {
        Map<String, JsonNode> history = history();
        var order = new HashMap<String, String>();
        for (Member member : members) {
            assertThat(member.refusals).as("final refusals of %s", member.user).isEmpty();
            assertThat(member.client.violations()).as("order as %s saw it", member.user).isEmpty();
            member.said.forEach((text, id) ->
                    assertThat(history.containsKey(id) ? text(history.get(id)) : "lost")
                            .as("in history, acknowledged as %s", id)
                            .isEqualTo(text));
            checkSight(member, history, order);
        }
        assertThat(history.values().stream().map(Conversation::text))
                .as("texts of history")
                .doesNotHaveDuplicates();
    }

    private void checkSight(
            Member member, Map<String, JsonNode> history, Map<String, String> order) {
        var sight = new Sight(member);
        assertThat(sight.eventIds()).as("events of %s", member.user).doesNotHaveDuplicates();
        for (JsonNode message : history.values()) {
            if (message.get("seq").asLong() > sight.joinedAtSeq()) {
                assertThat(sight.knows(message))
                        .as("%s knows of %s", member.user, message)
                        .isTrue();
            }
        }
        for (Member author : members) {
            author.published.forEach((text, position) ->
                    assertThat(sight.passed(text, position))
                            .as("%s saw %s, published at %s", member.user, text, position)
                            .isTrue());
        }
        for (Received event : member.of(channel)) {
            if (event.type().equals("event") && event.offset() >= 0) {
                String at = event.epoch() + "/" + event.offset();
                String what = event.name() + " " + event.data();
                assertThat(order.computeIfAbsent(at, _ -> what))
                        .as("event at %s, as %s saw it", at, member.user)
                        .isEqualTo(what);
            }
        }
    }

    /// All messages by id, read page by page.
    Map<String, JsonNode> history() {
        var pages = new ArrayList<JsonNode>();
        JsonNode page = host().ask("chat.history", Map.of("room", room, "limit", PAGE));
        pages.add(page);
        while (page.has("next")) {
            page =
                    host().ask(
                                    "chat.history",
                                    Map.of(
                                            "room",
                                            room,
                                            "limit",
                                            PAGE,
                                            "before",
                                            page.get("next")));
            pages.add(page);
        }
        var all = new LinkedHashMap<String, JsonNode>();
        pages.forEach(one ->
                one.get("messages")
                        .forEach(message ->
                                assertThat(all.put(message.get("id").asText(), message))
                                        .as("the same message twice in history")
                                        .isNull()));
        return all;
    }

    private static String text(JsonNode message) {
        return message.get("text").asText();
    }

    int said() {
        return members.stream().mapToInt(member -> member.said.size()).sum();
    }

    int published() {
        return members.stream().mapToInt(member -> member.published.size()).sum();
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }

    /// What one member knows of the room, by its events and snapshots.
    private final class Sight {
        private final List<Received> received;
        private final Map<String, JsonNode> messages = new LinkedHashMap<>();
        private final List<String> eventIds = new ArrayList<>();
        private long coveredSeq;
        private long joinedAtSeq = -1;

        Sight(Member member) {
            received = member.of(channel);
            for (Received one : received) {
                if (one.type().equals("snapshot")) {
                    covers(one.data().at("/chat/messages"));
                } else if (one.name().equals("chat.said")) {
                    JsonNode message = one.data().get("message");
                    messages.put(message.get("id").asText(), message);
                    eventIds.add("chat " + message.get("id").asText());
                } else if (one.name().equals("app.note")) {
                    eventIds.add(one.epoch() + " app " + one.data().get("text").asText());
                }
            }
        }

        private void covers(JsonNode page) {
            long newest = 0;
            for (JsonNode message : page) {
                long seq = message.get("seq").asLong();
                assertThat(newest == 0 || seq == newest + 1)
                        .as("a snapshot without holes: %s", page)
                        .isTrue();
                messages.put(message.get("id").asText(), message);
                newest = seq;
            }
            coveredSeq = Math.max(coveredSeq, newest);
            if (joinedAtSeq < 0) {
                joinedAtSeq = newest;
            }
        }

        List<String> texts() {
            return messages.values().stream().map(Conversation::text).toList();
        }

        List<String> eventIds() {
            return eventIds;
        }

        /// The newest message of the snapshot that it was welcomed with.
        long joinedAtSeq() {
            return joinedAtSeq;
        }

        /// It saw the event, or a snapshot as a whole replaced it.
        boolean knows(JsonNode message) {
            return messages.containsKey(message.get("id").asText())
                    || message.get("seq").asLong() <= coveredSeq;
        }

        /// It saw the event, or a later snapshot of the channel went past it.
        boolean passed(String text, Position position) {
            boolean epochBegun = false;
            for (Received one : received) {
                boolean same = one.epoch().equals(position.epoch());
                epochBegun |= same;
                if (one.name().equals("app.note") && one.data().get("text").asText().equals(text)) {
                    return true;
                }
                if (one.type().equals("snapshot")
                        && (same ? one.offset() >= position.offset() : epochBegun)) {
                    return true;
                }
            }
            return false;
        }
    }
}
