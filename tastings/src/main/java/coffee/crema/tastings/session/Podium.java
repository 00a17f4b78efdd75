package coffee.crema.tastings.session;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.ranking.Rankings;
import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.ranking.Rankings.Window;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.tastings.session.PointsStore.Kind;
import coffee.crema.tastings.session.TastingAnswer.RankedView;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Rankings of a session, and of a room over its sessions: coffees by the panel's mean, cuppers by how near they were to the rest. A session is part of them when all of it is revealed.
///
/// SQL is the truth, {@link Rankings} holds what is looked at: a board that it does not know, or that was changed, is brought to it from SQL.
///
/// **Threading, errors.** As {@link Tastings}; also `unavailable`.
public final class Podium {
    /// "You and five around".
    static final int AROUND = 5;

    private static final int WINDOW_DEFAULT = 20;

    /// Who may see how near cuppers were to each other.
    private static final Set<Role> PANEL = EnumSet.of(Role.HOST, Role.ASSISTANT, Role.CUPPER);

    private final TastingDesk desk;
    private final PointsStore points;
    private final Rankings rankings;

    public Podium(TastingDesk desk, PointsStore points, Rankings rankings) {
        this.desk = desk;
        this.points = points;
        this.rankings = rankings;
    }

    /// A board as one request means it.
    ///
    /// @param session null for the room's, over its sessions
    private record Board(String name, @Nullable TastingId session, RoomId room, Kind kind) {}

    public CompletionStage<TastingAnswer.Ranking> ranking(
            Request request, TastingCommand.Ranking ask) {
        if ((ask.session() == null) == (ask.room() == null)) {
            throw RejectedException.invalid("data", "either a session or a room");
        }
        Kind kind =
                switch (ask.of()) {
                    case "samples" -> Kind.SAMPLES;
                    case "cuppers" -> Kind.CUPPERS;
                    default -> throw RejectedException.invalid("data.of", "samples or cuppers");
                };
        long from = ask.from() == null ? 0 : ask.from();
        if (from < 0 || from > Rankings.MEMBERS_MAX) {
            throw RejectedException.invalid(
                    "data.from", "0 to " + Rankings.MEMBERS_MAX, Rankings.MEMBERS_MAX);
        }
        int limit =
                Fields.number("data.limit", ask.limit(), WINDOW_DEFAULT, 1, Rankings.WINDOW_MAX);
        boolean around = ask.around() != null && ask.around();
        if (around && kind != Kind.CUPPERS) {
            throw RejectedException.invalid("data.around", "only of cuppers");
        }
        String asker = request.principal().user().value();
        return desk.database()
                .read(tx -> board(tx, request, ask, kind))
                .thenCompose(board ->
                        read(
                                        board,
                                        () ->
                                                around
                                                        ? rankings.around(
                                                                board.name(), asker, AROUND)
                                                        : rankings.window(
                                                                board.name(), from, limit))
                                .thenCompose(window -> answer(board, window)));
    }

    private Board board(Tx tx, Request request, TastingCommand.Ranking ask, Kind kind) {
        @Nullable TastingId session = ask.session();
        RoomId room =
                session != null
                        ? desk.find(tx, session).room()
                        : Objects.requireNonNull(ask.room());
        Role role =
                RoomPolicy.require(
                        request.principal(),
                        desk.rooms().standing(tx, room, request.principal().user()),
                        Permission.VIEW,
                        desk.nowMs());
        if (kind == Kind.CUPPERS && !PANEL.contains(role)) {
            throw TastingDesk.forbidden("the ranking of cuppers is for the panel");
        }
        String name =
                session != null ? PointsStore.board(session, kind) : PointsStore.board(room, kind);
        return new Board(name, session, room, kind);
    }

    /// Once more when the board was not known, after it was brought.
    private CompletionStage<Window> read(
            Board board, Supplier<CompletionStage<Optional<Window>>> ask) {
        return ask.get()
                .thenCompose(found ->
                        found.isPresent()
                                ? CompletableFuture.completedFuture(found.get())
                                : bring(board)
                                        .thenCompose(_ -> ask.get())
                                        .thenApply(window ->
                                                window.orElseGet(() -> new Window(0, List.of()))));
    }

    private record Content(long version, List<Entry> entries) {}

    private CompletionStage<Void> bring(Board board) {
        return desk.database()
                .read(tx ->
                        new Content(
                                points.version(tx, board.name()),
                                board.session() != null
                                        ? points.ofSession(
                                                tx,
                                                board.session(),
                                                board.kind(),
                                                Rankings.MEMBERS_MAX)
                                        : points.ofRoom(
                                                tx,
                                                board.room(),
                                                board.kind(),
                                                Rankings.MEMBERS_MAX)))
                .thenCompose(content ->
                        rankings.load(board.name(), content.version(), content.entries()));
    }

    /// The boards that a session is part of have changed: they are brought anew. What fails here is made up for when they are next looked at and gone, so nobody waits for it.
    void changed(Tasting tasting) {
        for (Kind kind : Kind.values()) {
            bringQuietly(
                    new Board(
                            PointsStore.board(tasting.id(), kind),
                            tasting.id(),
                            tasting.room(),
                            kind));
            bringQuietly(
                    new Board(PointsStore.board(tasting.room(), kind), null, tasting.room(), kind));
        }
    }

    private void bringQuietly(Board board) {
        bring(board).exceptionally(_ -> null);
    }

    private CompletionStage<TastingAnswer.Ranking> answer(Board board, Window window) {
        Collection<String> members = window.ranked().stream().map(Rankings.Ranked::member).toList();
        return desk.database()
                .read(tx ->
                        board.session() != null
                                ? points.labels(tx, board.session(), board.kind(), members)
                                : points.labels(tx, board.room(), board.kind(), members))
                .thenApply(labels ->
                        new TastingAnswer.Ranking(
                                window.size(),
                                window.ranked().stream().map(one -> view(one, labels)).toList()));
    }

    private static RankedView view(Rankings.Ranked ranked, Map<String, String> labels) {
        return new RankedView(
                ranked.place(),
                ranked.member(),
                labels.getOrDefault(ranked.member(), ranked.member()),
                ranked.points() / 1_000.0);
    }

    PointsStore points() {
        return points;
    }
}
