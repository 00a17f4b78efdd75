package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.ClientCommand;
import coffee.crema.realtime.connection.CommandHandler;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.connection.Feature;
import coffee.crema.rooms.RoomFeature;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Cupping sessions on sockets: their commands, and their part of a room's snapshot.
public final class TastingFeature implements Feature, RoomFeature {
    private final Services services;
    private final RoomPart part;

    /// What commands are carried out by.
    public record Services(
            Tastings tastings,
            Enrolment enrolment,
            Conduct conduct,
            Marking marking,
            Results results,
            Replays replays,
            Reveals reveals,
            Jury jury,
            Podium podium,
            FormShelf forms) {}

    public TastingFeature(Services services, RoomPart part) {
        this.services = services;
        this.part = part;
    }

    @Override
    public String name() {
        return "tastings";
    }

    @Override
    public List<CommandType<?>> commands() {
        return Stream.of(tables(), steps(), sheets(), outcomes(), forms())
                .flatMap(List::stream)
                .toList();
    }

    private List<CommandType<?>> tables() {
        Tastings tastings = services.tastings();
        return List.of(
                type("tasting.create", TastingCommand.Create.class, 5, tastings::create),
                type("tasting.list", TastingCommand.OfRoom.class, 2, tastings::list),
                type("tasting.get", TastingCommand.Get.class, 1, tastings::get),
                type(
                        "tasting.add-samples",
                        TastingCommand.AddSamples.class,
                        2,
                        tastings::addSamples),
                type("tasting.code-map", TastingCommand.CodeMap.class, 1, tastings::codeMap),
                type("tasting.enter", TastingCommand.Enter.class, 1, services.enrolment()::enter));
    }

    private List<CommandType<?>> steps() {
        Conduct conduct = services.conduct();
        return List.of(
                type("tasting.move", TastingCommand.Move.class, 1, conduct::move),
                type("tasting.adjust", TastingCommand.Adjust.class, 1, conduct::adjust),
                type("tasting.pause", TastingCommand.Pause.class, 1, conduct::pause),
                type("tasting.resume", TastingCommand.Resume.class, 1, conduct::resume),
                type("tasting.reveal", TastingCommand.Reveal.class, 5, services.reveals()::reveal));
    }

    private List<CommandType<?>> sheets() {
        Marking marking = services.marking();
        return List.of(
                type("tasting.mark", TastingCommand.Mark.class, 1, marking::mark),
                type("tasting.erase", TastingCommand.Erase.class, 1, marking::erase),
                type("tasting.sheet", TastingCommand.Sheet.class, 2, marking::sheet));
    }

    private List<CommandType<?>> outcomes() {
        Jury jury = services.jury();
        Results results = services.results();
        return List.of(
                type("tasting.progress", TastingCommand.Progress.class, 5, results::progress),
                type("tasting.results", TastingCommand.Results.class, 5, results::results),
                type("tasting.exclude", TastingCommand.Exclude.class, 1, jury::exclude),
                type("tasting.include", TastingCommand.Include.class, 1, jury::include),
                type("tasting.late", TastingCommand.Late.class, 1, jury::late),
                type("tasting.admit-late", TastingCommand.AdmitLate.class, 1, jury::admitLate),
                type(
                        "tasting.ranking",
                        TastingCommand.Ranking.class,
                        2,
                        services.podium()::ranking),
                type("tasting.replay", TastingCommand.Replay.class, 5, services.replays()::replay));
    }

    private List<CommandType<?>> forms() {
        FormShelf forms = services.forms();
        return List.of(
                type("tasting.add-form", TastingCommand.AddForm.class, 5, forms::add),
                type("tasting.forms", TastingCommand.ListForms.class, 1, forms::list),
                type("tasting.form", TastingCommand.GetForm.class, 1, forms::get));
    }

    private static <C extends ClientCommand> CommandType<C> type(
            String name, Class<C> shape, int cost, CommandHandler<C> handler) {
        return new CommandType<>(name, shape, cost, handler);
    }

    @Override
    public List<String> events() {
        return Stream.concat(TastingEvent.NAMES.stream(), TastingNews.NAMES.stream()).toList();
    }

    /// The open sessions, as this viewer may see them; nothing when there are none.
    @Override
    public CompletionStage<Optional<Object>> snapshot(LiveMember viewer) {
        return part.of(viewer);
    }
}
