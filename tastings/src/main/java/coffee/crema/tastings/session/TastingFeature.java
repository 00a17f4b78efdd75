package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomFeature;
import coffee.crema.rooms.RoomPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Cupping sessions on sockets: their commands, and their part of a room's snapshot.
public final class TastingFeature implements Feature, RoomFeature {
    private final TastingDesk desk;
    private final Tastings tastings;
    private final Enrolment enrolment;
    private final Conduct conduct;
    private final Marking marking;
    private final Results results;
    private final Reveals reveals;
    private final Jury jury;
    private final Podium podium;
    private final FormShelf forms;

    public TastingFeature(
            TastingDesk desk,
            Tastings tastings,
            Enrolment enrolment,
            Conduct conduct,
            Marking marking,
            Results results,
            Reveals reveals,
            Jury jury,
            Podium podium,
            FormShelf forms) {
        this.desk = desk;
        this.tastings = tastings;
        this.enrolment = enrolment;
        this.conduct = conduct;
        this.marking = marking;
        this.results = results;
        this.reveals = reveals;
        this.jury = jury;
        this.podium = podium;
        this.forms = forms;
    }

    @Override
    public String name() {
        return "tastings";
    }

    @Override
    public List<CommandType<?>> commands() {
        return List.of(
                new CommandType<>(
                        "tasting.create", TastingCommand.Create.class, 5, tastings::create),
                new CommandType<>("tasting.list", TastingCommand.OfRoom.class, 2, tastings::list),
                new CommandType<>("tasting.get", TastingCommand.Get.class, 1, tastings::get),
                new CommandType<>(
                        "tasting.add-samples",
                        TastingCommand.AddSamples.class,
                        2,
                        tastings::addSamples),
                new CommandType<>(
                        "tasting.code-map", TastingCommand.CodeMap.class, 1, tastings::codeMap),
                new CommandType<>("tasting.enter", TastingCommand.Enter.class, 1, enrolment::enter),
                new CommandType<>("tasting.move", TastingCommand.Move.class, 1, conduct::move),
                new CommandType<>(
                        "tasting.adjust", TastingCommand.Adjust.class, 1, conduct::adjust),
                new CommandType<>("tasting.pause", TastingCommand.Pause.class, 1, conduct::pause),
                new CommandType<>(
                        "tasting.resume", TastingCommand.Resume.class, 1, conduct::resume),
                new CommandType<>("tasting.mark", TastingCommand.Mark.class, 1, marking::mark),
                new CommandType<>("tasting.erase", TastingCommand.Erase.class, 1, marking::erase),
                new CommandType<>("tasting.sheet", TastingCommand.Sheet.class, 2, marking::sheet),
                new CommandType<>(
                        "tasting.progress", TastingCommand.Progress.class, 5, results::progress),
                new CommandType<>(
                        "tasting.results", TastingCommand.Results.class, 5, results::results),
                new CommandType<>(
                        "tasting.reveal", TastingCommand.Reveal.class, 5, reveals::reveal),
                new CommandType<>(
                        "tasting.exclude", TastingCommand.Exclude.class, 1, jury::exclude),
                new CommandType<>(
                        "tasting.include", TastingCommand.Include.class, 1, jury::include),
                new CommandType<>("tasting.late", TastingCommand.Late.class, 1, jury::late),
                new CommandType<>(
                        "tasting.admit-late", TastingCommand.AdmitLate.class, 1, jury::admitLate),
                new CommandType<>(
                        "tasting.ranking", TastingCommand.Ranking.class, 2, podium::ranking),
                new CommandType<>("tasting.add-form", TastingCommand.AddForm.class, 5, forms::add),
                new CommandType<>("tasting.forms", TastingCommand.ListForms.class, 1, forms::list),
                new CommandType<>("tasting.form", TastingCommand.GetForm.class, 1, forms::get),
                new CommandType<>(
                        "tasting.replay", TastingCommand.Replay.class, 5, results::replay));
    }

    @Override
    public List<String> events() {
        return Stream.concat(TastingEvent.NAMES.stream(), TastingNews.NAMES.stream()).toList();
    }

    /// The open sessions, as this viewer may see them; nothing when there are none.
    @Override
    public CompletionStage<Optional<Object>> snapshot(LiveMember viewer) {
        return desk.database()
                .read(tx -> {
                    List<Tasting> open =
                            desk.store()
                                    .ofRoom(
                                            tx,
                                            viewer.room(),
                                            true,
                                            TastingLimits.OPEN_PER_ROOM_MAX);
                    if (open.isEmpty()) {
                        return Optional.empty();
                    }
                    var who = viewer.connection().principal();
                    Role role =
                            RoomPolicy.require(
                                    who,
                                    desk.rooms().standing(tx, viewer.room(), who.user()),
                                    Permission.VIEW,
                                    desk.nowMs());
                    List<TastingView> sessions = new ArrayList<>();
                    for (Tasting tasting : open) {
                        sessions.add(desk.look(tx, who, tasting, role).view(desk.nowMs()));
                    }
                    return Optional.of(new TastingAnswer.Listed(sessions));
                });
    }
}
