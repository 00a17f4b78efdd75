package coffee.crema.blindbox;

import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.rooms.RoomFeature;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Blind boxes on sockets: their commands, and their part of a room's snapshot.
public final class BlindBoxFeature implements Feature, RoomFeature {
    private final BlindBoxDesk desk;
    private final Schedules schedules;
    private final Conduct conduct;
    private final Guessing guessing;
    private final Leaderboards leaderboards;
    private final Views views;

    public BlindBoxFeature(
            BlindBoxDesk desk,
            Schedules schedules,
            Conduct conduct,
            Guessing guessing,
            Leaderboards leaderboards,
            Views views) {
        this.desk = desk;
        this.schedules = schedules;
        this.conduct = conduct;
        this.guessing = guessing;
        this.leaderboards = leaderboards;
        this.views = views;
    }

    @Override
    public String name() {
        return "blindBox";
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>(
                        "blindbox.schedule",
                        BlindBoxCommand.Schedule.class,
                        5,
                        schedules::schedule),
                new CommandType<>("blindbox.get", BlindBoxCommand.Get.class, 1, views::get),
                new CommandType<>("blindbox.open", BlindBoxCommand.Open.class, 1, conduct::open),
                new CommandType<>("blindbox.lock", BlindBoxCommand.Lock.class, 1, conduct::lock),
                new CommandType<>("blindbox.start", BlindBoxCommand.Start.class, 1, conduct::start),
                new CommandType<>("blindbox.pause", BlindBoxCommand.Pause.class, 1, conduct::pause),
                new CommandType<>(
                        "blindbox.resume", BlindBoxCommand.Resume.class, 1, conduct::resume),
                new CommandType<>(
                        "blindbox.finish", BlindBoxCommand.Finish.class, 5, conduct::finish),
                new CommandType<>("blindbox.abort", BlindBoxCommand.Abort.class, 1, conduct::abort),
                new CommandType<>(
                        "blindbox.grant", BlindBoxCommand.Grant.class, 5, guessing::grant),
                new CommandType<>(
                        "blindbox.guess", BlindBoxCommand.Guess.class, 1, guessing::guess),
                new CommandType<>(
                        "blindbox.check-receipt",
                        BlindBoxCommand.CheckReceipt.class,
                        1,
                        (_, ask) -> guessing.check(ask)),
                new CommandType<>(
                        "blindbox.hide-name",
                        BlindBoxCommand.HideName.class,
                        1,
                        guessing::hideName),
                new CommandType<>(
                        "blindbox.leaderboard",
                        BlindBoxCommand.Leaderboard.class,
                        2,
                        leaderboards::leaderboard),
                new CommandType<>(
                        "blindbox.replay", BlindBoxCommand.Replay.class, 5, views::replay));
    }

    @Override
    public List<String> events() {
        return BlindBoxEvent.NAMES;
    }

    /// The box of this room, as the viewer may see it: what is revealed, and when the next coffee is due.
    @Override
    public CompletionStage<Optional<Object>> snapshot(LiveMember viewer) {
        Optional<OrderId> order = OrderId.ofRoom(viewer.room());
        if (order.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return desk.database()
                .read(tx ->
                        desk.store()
                                .find(tx, order.get())
                                .map(box ->
                                        views.of(tx, viewer.connection().principal(), box.id())));
    }
}
