package coffee.crema.presence;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.CommandContext;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Connection;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.RoomId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Carries out {@link PresenceCommand}.
final class PresenceCommands {
    private final OwnDevices own;
    private final CustomStates states;
    private final Roster roster;
    private final LastSeen lastSeen;
    private final Scheduler scheduler;

    PresenceCommands(
            OwnDevices own,
            CustomStates states,
            Roster roster,
            LastSeen lastSeen,
            Scheduler scheduler) {
        this.own = own;
        this.states = states;
        this.roster = roster;
        this.lastSeen = lastSeen;
        this.scheduler = scheduler;
    }

    List<CommandType<?>> types() {
        return List.of(
                new CommandType<>("presence.update", PresenceCommand.Update.class, 0, this::update),
                new CommandType<>("presence.list", PresenceCommand.ListPeople.class, 1, this::list),
                new CommandType<>(
                        "presence.last-seen",
                        PresenceCommand.FindLastSeen.class,
                        1,
                        this::findLastSeen));
    }

    private CompletionStage<Map<String, Object>> update(
            CommandContext context, PresenceCommand.Update command) {
        RoomId room = RoomId.parse("data.room", command.room());
        Connection connection = context.connection();
        Device.Key key = Device.Key.of(connection);
        long socket = connection.socket().socketId();
        requireFollowing(room, connection);
        if (!own.hasSocket(room, key, socket)) {
            throw RejectedException.of(
                    ErrorCode.FORBIDDEN, "this role does not appear in the presence list");
        }
        states.update(room, key, socket, command.state());
        return CompletableFuture.completedFuture(Map.of());
    }

    private CompletionStage<Map<String, Object>> list(
            CommandContext context, PresenceCommand.ListPeople command) {
        RoomId room = RoomId.parse("data.room", command.room());
        requireFollowing(room, context.connection());
        return roster.people(room);
    }

    private CompletionStage<PresenceCommand.LastSeenAnswer> findLastSeen(
            CommandContext context, PresenceCommand.FindLastSeen command) {
        RoomId room = RoomId.parse("data.room", command.room());
        UserId user = UserId.parse("data.user", command.user());
        requireFollowing(room, context.connection());
        return lastSeen(room, user);
    }

    CompletionStage<PresenceCommand.LastSeenAnswer> lastSeen(RoomId room, UserId user) {
        return roster.users(room)
                .thenCompose(here ->
                        here.contains(user)
                                ? CompletableFuture.completedFuture(
                                        new PresenceCommand.LastSeenAnswer(
                                                true, OptionalLong.of(scheduler.millis())))
                                : lastSeen.of(user)
                                        .thenApply(at ->
                                                new PresenceCommand.LastSeenAnswer(false, at)));
    }

    private static void requireFollowing(RoomId room, Connection connection) {
        if (!connection.channels().contains(room.channel())) {
            throw RejectedException.of(ErrorCode.NOT_JOINED, "join the room first");
        }
    }
}
