package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.JsonSchemas.ordered;

import coffee.crema.blindbox.BlindBoxAnswer;
import coffee.crema.blindbox.BlindBoxEvent;
import coffee.crema.crdt.document.DocumentAnswer;
import coffee.crema.crdt.document.DocumentNotice;
import coffee.crema.presence.PresenceCommand;
import coffee.crema.realtime.connection.ConnectionAnswer;
import coffee.crema.realtime.hub.ChannelAnswer;
import coffee.crema.rooms.RoomAnswer;
import coffee.crema.rooms.RoomEvent;
import coffee.crema.rooms.chat.ChatAnswer;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingEvent;
import coffee.crema.tastings.session.TastingNews;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the server answers to each command and tells in each event: the one thing that registration does not say. A new command or event needs a line here.
final class WireShapes {
    private static final Map<String, Class<?>> ACKS = new TreeMap<>();
    private static final Map<String, Class<?>> EVENTS = new TreeMap<>();

    static {
        ACKS.put("auth.refresh", ConnectionAnswer.Refreshed.class);
        ACKS.put("channel.history", ChannelAnswer.PastEvents.class);
        ACKS.put("channel.publish", ChannelAnswer.Published.class);
        ACKS.put("channel.subscribe", ChannelAnswer.Subscribed.class);
        ACKS.put("channel.unsubscribe", ChannelAnswer.Unsubscribed.class);
        ACKS.put("chat.delete", ChatAnswer.Done.class);
        ACKS.put("chat.edit", ChatAnswer.Said.class);
        ACKS.put("chat.history", ChatAnswer.Page.class);
        ACKS.put("chat.say", ChatAnswer.Said.class);
        ACKS.put("connect", ConnectionAnswer.Connected.class);
        ACKS.put("doc.apply", DocumentAnswer.Applied.class);
        ACKS.put("doc.follow", DocumentAnswer.Followed.class);
        ACKS.put("doc.unfollow", DocumentAnswer.Unfollowed.class);
        ACKS.put("presence.last-seen", PresenceCommand.LastSeenAnswer.class);
        ACKS.put("room.create", RoomAnswer.Changed.class);
        ACKS.put("room.get", RoomAnswer.Seen.class);
        ACKS.put("room.guest-token", RoomAnswer.GuestToken.class);
        ACKS.put("room.invitation", RoomAnswer.Invitation.class);
        ACKS.put("room.join", RoomAnswer.Entered.class);
        ACKS.put("room.list", RoomAnswer.Page.class);
        ACKS.put("room.members", RoomAnswer.Members.class);
        ACKS.put("room.update", RoomAnswer.Changed.class);
        ACKS.put("time", ConnectionAnswer.ServerTime.class);
        tastings();
        blindBoxes();
        for (String done :
                List.of(
                        "ban",
                        "close",
                        "invite",
                        "kick",
                        "leave",
                        "mute",
                        "revoke-invitations",
                        "set-role",
                        "unban",
                        "unmute")) {
            ACKS.put("room." + done, RoomAnswer.Done.class);
        }

        EVENTS.put("chat.deleted", ChatAnswer.Said.class);
        EVENTS.put("chat.edited", ChatAnswer.Said.class);
        EVENTS.put("chat.said", ChatAnswer.Said.class);
        EVENTS.put("doc.changed", DocumentNotice.Changed.class);
        EVENTS.put("doc.saved", DocumentNotice.Saved.class);
        EVENTS.put("room.closed", RoomEvent.Closed.class);
        EVENTS.put("room.invited", RoomEvent.Invited.class);
        EVENTS.put("room.member-banned", RoomEvent.MemberBanned.class);
        EVENTS.put("room.member-joined", RoomEvent.MemberJoined.class);
        EVENTS.put("room.member-left", RoomEvent.MemberLeft.class);
        EVENTS.put("room.member-muted", RoomEvent.MemberMuted.class);
        EVENTS.put("room.member-removed", RoomEvent.MemberRemoved.class);
        EVENTS.put("room.member-unbanned", RoomEvent.MemberUnbanned.class);
        EVENTS.put("room.member-unmuted", RoomEvent.MemberUnmuted.class);
        EVENTS.put("room.role-changed", RoomEvent.RoleChanged.class);
        EVENTS.put("room.updated", RoomEvent.Updated.class);
    }

    private static void tastings() {
        ACKS.put("tasting.add-form", TastingAnswer.FormNamed.class);
        ACKS.put("tasting.form", TastingAnswer.FormRead.class);
        ACKS.put("tasting.forms", TastingAnswer.FormsListed.class);
        ACKS.put("tasting.add-samples", TastingAnswer.Seen.class);
        ACKS.put("tasting.adjust", TastingAnswer.Moved.class);
        ACKS.put("tasting.admit-late", TastingAnswer.Done.class);
        ACKS.put("tasting.code-map", TastingAnswer.CodeMap.class);
        ACKS.put("tasting.create", TastingAnswer.Seen.class);
        ACKS.put("tasting.enter", TastingAnswer.Seen.class);
        ACKS.put("tasting.erase", TastingAnswer.Marked.class);
        ACKS.put("tasting.exclude", TastingAnswer.Done.class);
        ACKS.put("tasting.get", TastingAnswer.Seen.class);
        ACKS.put("tasting.include", TastingAnswer.Done.class);
        ACKS.put("tasting.late", TastingAnswer.Late.class);
        ACKS.put("tasting.list", TastingAnswer.Listed.class);
        ACKS.put("tasting.mark", TastingAnswer.Marked.class);
        ACKS.put("tasting.move", TastingAnswer.Moved.class);
        ACKS.put("tasting.pause", TastingAnswer.Moved.class);
        ACKS.put("tasting.progress", TastingAnswer.Progress.class);
        ACKS.put("tasting.ranking", TastingAnswer.Ranking.class);
        ACKS.put("tasting.replay", TastingAnswer.Replayed.class);
        ACKS.put("tasting.results", TastingAnswer.Results.class);
        ACKS.put("tasting.resume", TastingAnswer.Moved.class);
        ACKS.put("tasting.reveal", TastingAnswer.Revealed.class);
        ACKS.put("tasting.sheet", TastingAnswer.OwnSheet.class);

        EVENTS.put("tasting.calibrated", TastingEvent.Calibrated.class);
        EVENTS.put("tasting.created", TastingEvent.Created.class);
        EVENTS.put("tasting.cuppers-changed", TastingEvent.CuppersChanged.class);
        EVENTS.put("tasting.documents-opened", TastingNews.DocumentsOpened.class);
        EVENTS.put("tasting.excluded", TastingEvent.Excluded.class);
        EVENTS.put("tasting.included", TastingEvent.Included.class);
        EVENTS.put("tasting.late-admitted", TastingEvent.LateAdmitted.class);
        EVENTS.put("tasting.late-came", TastingEvent.LateCame.class);
        EVENTS.put("tasting.moved", TastingEvent.Moved.class);
        EVENTS.put("tasting.progress", TastingNews.Progressed.class);
        EVENTS.put("tasting.revealed", TastingEvent.Revealed.class);
        EVENTS.put("tasting.samples-added", TastingEvent.SamplesAdded.class);
        EVENTS.put("tasting.time-over", TastingEvent.TimeOver.class);
    }

    private static void blindBoxes() {
        for (String move :
                List.of(
                        "abort",
                        "finish",
                        "get",
                        "lock",
                        "open",
                        "pause",
                        "resume",
                        "schedule",
                        "start")) {
            ACKS.put("blindbox." + move, BlindBoxAnswer.Seen.class);
        }
        ACKS.put("blindbox.check-receipt", BlindBoxAnswer.Checked.class);
        ACKS.put("blindbox.grant", BlindBoxAnswer.Granted.class);
        ACKS.put("blindbox.guess", BlindBoxAnswer.Guessed.class);
        ACKS.put("blindbox.hide-name", BlindBoxAnswer.NameHidden.class);
        ACKS.put("blindbox.leaderboard", BlindBoxAnswer.Leaderboard.class);
        ACKS.put("blindbox.replay", BlindBoxAnswer.Replayed.class);

        EVENTS.put("blindbox.aborted", BlindBoxEvent.Aborted.class);
        EVENTS.put("blindbox.caught-up", BlindBoxEvent.CaughtUp.class);
        EVENTS.put("blindbox.guessers", BlindBoxEvent.Guessers.class);
        EVENTS.put("blindbox.locked", BlindBoxEvent.Locked.class);
        EVENTS.put("blindbox.opened", BlindBoxEvent.Opened.class);
        EVENTS.put("blindbox.paused", BlindBoxEvent.Paused.class);
        EVENTS.put("blindbox.resumed", BlindBoxEvent.Resumed.class);
        EVENTS.put("blindbox.scheduled", BlindBoxEvent.Scheduled.class);
        EVENTS.put("blindbox.standings", BlindBoxEvent.Standings.class);
        EVENTS.put("coffee-revealed", BlindBoxEvent.CoffeeRevealed.class);
        EVENTS.put("reveal-complete", BlindBoxEvent.Complete.class);
        EVENTS.put("reveal-starting", BlindBoxEvent.Starting.class);
    }

    private final JsonSchemas schemas;

    WireShapes(JsonSchemas schemas) {
        this.schemas = schemas;
    }

    Map<String, Object> ack(String command) {
        return switch (command) {
            case "presence.list" -> presenceState();
            case "presence.update" -> ordered("type", "object");
            default -> schemas.open(known(ACKS, command, "the answer to the command"));
        };
    }

    Map<String, Object> event(String event) {
        return switch (event) {
            case "presence_state" -> presenceState();
            case "presence_diff" ->
                    object(
                            List.of("count"),
                            ordered("count", integer(), "joins", people(), "leaves", people()));
            case "presence_update" ->
                    object(
                            List.of("updates"),
                            ordered("updates", ordered("type", "array", "items", update())));
            default -> schemas.open(known(EVENTS, event, "the data of the event"));
        };
    }

    private static Class<?> known(Map<String, Class<?>> table, String name, String what) {
        Class<?> type = table.get(name);
        if (type == null) {
            throw new AssertionError("WireShapes does not know " + what + " " + name);
        }
        return type;
    }

    private static Map<String, Object> presenceState() {
        return object(List.of("count"), ordered("count", integer(), "people", people()));
    }

    private static Map<String, Object> people() {
        var meta =
                object(
                        List.of("ref", "sinceMs", "role", "state"),
                        ordered(
                                "ref", text(),
                                "sinceMs", integer(),
                                "role", text(),
                                "state", ordered("type", "object")));
        var person =
                object(
                        List.of("name", "metas"),
                        ordered("name", text(), "metas", ordered("type", "array", "items", meta)));
        return ordered("type", "object", "additionalProperties", person);
    }

    private static Map<String, Object> update() {
        return object(
                List.of("user", "ref", "state"),
                ordered("user", text(), "ref", text(), "state", ordered("type", "object")));
    }

    static Map<String, Object> object(List<String> required, Map<String, Object> properties) {
        return ordered("type", "object", "required", required, "properties", properties);
    }

    static Map<String, Object> text() {
        return ordered("type", "string");
    }

    static Map<String, Object> integer() {
        return ordered("type", "integer");
    }
}
