package coffee.crema.server.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every command of the protocol with all of its fields, filled in as somebody would who means well.
final class Commands {
    static final String ROOM = "fuzzed";
    private static final String DOCUMENT = "2j9knpCseyhnK8izDmLpGP5WMdZQ";
    private static final String SESSION = "fuzzed-session";

    static final Map<String, Map<String, Object>> ALL = all();

    private Commands() {}

    private static Map<String, Map<String, Object>> all() {
        var all = new TreeMap<String, Map<String, Object>>();
        all.put("time", Map.of());
        all.put("auth.refresh", Map.of("token", "a.b.c"));
        channels(all);
        rooms(all);
        members(all);
        tastings(all);
        blindBoxes(all);
        all.put("doc.follow", Map.of("document", DOCUMENT));
        all.put("doc.unfollow", Map.of("document", DOCUMENT));
        all.put("doc.apply", Map.of("document", DOCUMENT, "changes", List.of("hW9Kgw==")));
        all.put("chat.say", Map.of("room", ROOM, "text", "hello", "clientKey", "k1"));
        all.put("chat.edit", Map.of("room", ROOM, "message", "m1", "text", "hello"));
        all.put("chat.delete", Map.of("room", ROOM, "message", "m1"));
        all.put("chat.history", Map.of("room", ROOM, "before", 10, "limit", 5));
        all.put("presence.update", Map.of("room", ROOM, "state", Map.of("typing", true)));
        all.put("presence.list", Map.of("room", ROOM));
        all.put("presence.last-seen", Map.of("room", ROOM, "user", "ann"));
        return all;
    }

    private static void tastings(Map<String, Map<String, Object>> all) {
        Map<String, Object> session = Map.of("session", SESSION);
        Map<String, Object> sample = Map.of("identity", Map.of("name", "Kochere"));
        all.put(
                "tasting.create",
                Map.of(
                        "room",
                        ROOM,
                        "title",
                        "T",
                        "form",
                        "cva-affective",
                        "version",
                        1,
                        "cups",
                        5,
                        "ordering",
                        "square",
                        "automatic",
                        true,
                        "seconds",
                        Map.of("hot", 240),
                        "samples",
                        List.of(sample),
                        "id",
                        SESSION));
        all.put("tasting.add-form", Map.of("form", Map.of("id", "own")));
        all.put("tasting.forms", Map.of());
        all.put("tasting.form", Map.of("form", "cva-affective", "version", 1));
        all.put("tasting.list", Map.of("room", ROOM));
        all.put("tasting.add-samples", Map.of("session", SESSION, "samples", List.of(sample)));
        Map<String, Object> seen = Map.of("session", SESSION, "seq", 0);
        all.put("tasting.move", Map.of("session", SESSION, "seq", 0, "move", "next"));
        all.put("tasting.adjust", Map.of("session", SESSION, "seq", 0, "seconds", 30));
        all.put("tasting.pause", seen);
        all.put("tasting.resume", seen);
        all.put("tasting.reveal", Map.of("session", SESSION, "seq", 0, "sample", "417"));
        Map<String, Object> mark = Map.of("session", SESSION, "sample", "417", "field", "done");
        all.put("tasting.erase", mark);
        all.put(
                "tasting.mark",
                Map.of("session", SESSION, "sample", "417", "field", "done", "value", true));
        Map<String, Object> someone = Map.of("session", SESSION, "user", "ann");
        all.put("tasting.admit-late", someone);
        all.put(
                "tasting.exclude",
                Map.of("session", SESSION, "user", "ann", "sample", "417", "label", "L"));
        all.put("tasting.include", Map.of("session", SESSION, "user", "ann", "sample", "417"));
        all.put("tasting.replay", Map.of("session", SESSION, "after", 0, "limit", 10));
        all.put(
                "tasting.ranking",
                Map.of("room", ROOM, "of", "samples", "from", 0, "limit", 10, "around", false));
        for (String read :
                List.of("get", "code-map", "enter", "sheet", "progress", "results", "late")) {
            all.put("tasting." + read, session);
        }
    }

    private static void blindBoxes(Map<String, Map<String, Object>> all) {
        String order = "fuzzed-order";
        Map<String, Object> it = Map.of("orderId", order);
        all.put("blindbox.get", it);
        for (String move : List.of("open", "lock", "start", "pause", "resume", "finish")) {
            all.put("blindbox." + move, Map.of("orderId", order, "seq", 1));
        }
        all.put("blindbox.abort", Map.of("orderId", order, "seq", 1, "voids", false));
        Map<String, Object> coffee = Map.of("id", "c1", "name", "Kochere");
        var schedule = new TreeMap<String, Object>();
        schedule.put("orderId", order);
        schedule.put("title", "T");
        schedule.put("items", List.of(Map.of("coffee", coffee)));
        schedule.put("form", Map.of("candidates", List.of(coffee), "fields", List.of("country")));
        schedule.put("countdown", 10);
        schedule.put("interval", 3);
        for (String time : List.of("opensAtMs", "locksAtMs", "startsAtMs")) {
            schedule.put(time, 1_790_000_000_000L);
        }
        for (String flag : List.of("openToAll", "spectators", "standings")) {
            schedule.put(flag, true);
        }
        all.put("blindbox.schedule", schedule);
        all.put("blindbox.grant", Map.of("orderId", order, "users", List.of("ann")));
        Map<String, Object> guess = Map.of("label", "A", "coffeeId", "c1", "confidence", 3);
        all.put("blindbox.guess", Map.of("orderId", order, "guesses", List.of(guess)));
        all.put(
                "blindbox.check-receipt",
                Map.of(
                        "receipt",
                        Map.of(
                                "orderId",
                                order,
                                "userId",
                                "ann",
                                "number",
                                1,
                                "atMs",
                                1,
                                "digest",
                                "d",
                                "signature",
                                "s")));
        all.put("blindbox.hide-name", Map.of("hidden", true));
        all.put(
                "blindbox.leaderboard",
                Map.of("board", "season", "from", 0, "limit", 10, "around", false));
        all.put("blindbox.replay", Map.of("orderId", order, "after", 0, "limit", 10));
    }

    private static void channels(Map<String, Map<String, Object>> all) {
        String channel = "room:" + ROOM;
        all.put("channel.subscribe", Map.of("channel", channel, "epoch", "e", "offset", 0));
        all.put("channel.unsubscribe", Map.of("channel", channel));
        all.put(
                "channel.publish",
                Map.of(
                        "channel",
                        channel,
                        "event",
                        "app.note",
                        "data",
                        Map.of("list", List.of(1, 2.5, "three")),
                        "ephemeral",
                        false));
        all.put(
                "channel.history",
                Map.of("channel", channel, "epoch", "e", "offset", 0, "limit", 10));
    }

    private static void rooms(Map<String, Map<String, Object>> all) {
        all.put(
                "room.create",
                Map.of(
                        "type",
                        "cupping",
                        "title",
                        "T",
                        "visibility",
                        "public",
                        "capacity",
                        10,
                        "slowModeMs",
                        0,
                        "id",
                        ROOM));
        all.put("room.get", Map.of("room", ROOM));
        all.put("room.list", Map.of("after", "1790000000000.r", "limit", 10));
        all.put(
                "room.update",
                Map.of(
                        "room",
                        ROOM,
                        "title",
                        "T",
                        "visibility",
                        "public",
                        "capacity",
                        10,
                        "slowModeMs",
                        0));
        all.put("room.close", Map.of("room", ROOM));
        all.put("room.join", Map.of("room", ROOM, "role", "cupper", "epoch", "e", "offset", 0));
        all.put("room.leave", Map.of("room", ROOM));
    }

    private static void members(Map<String, Map<String, Object>> all) {
        Map<String, Object> someone = Map.of("room", ROOM, "user", "ann");
        all.put("room.invite", Map.of("room", ROOM, "user", "ann", "role", "cupper"));
        all.put(
                "room.guest-token",
                Map.of("room", ROOM, "role", "guest", "name", "G", "ttlSeconds", 60));
        all.put("room.invitation", Map.of("room", ROOM, "role", "guest", "ttlSeconds", 60));
        all.put("room.revoke-invitations", Map.of("room", ROOM));
        all.put("room.set-role", Map.of("room", ROOM, "user", "ann", "role", "cupper"));
        all.put("room.kick", someone);
        all.put(
                "room.ban",
                Map.of("room", ROOM, "user", "ann", "untilMs", 4_000_000_000_000L, "reason", "r"));
        all.put("room.unban", someone);
        all.put("room.mute", Map.of("room", ROOM, "user", "ann", "untilMs", 4_000_000_000_000L));
        all.put("room.unmute", someone);
        all.put("room.members", Map.of("room", ROOM, "after", "a", "limit", 10));
    }
}
