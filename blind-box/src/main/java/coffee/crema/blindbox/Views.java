package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Ballot;
import coffee.crema.blindbox.BlindBoxStore.Person;
import coffee.crema.blindbox.BlindBoxStore.Told;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is read of a box: what is told of it already, and never more. Nothing here opens a seal: what is revealed comes from what was told.
///
/// **Threading.** Any thread; nothing blocks.
public final class Views {
    /// Boxes whose revealed coffees are kept at hand.
    private static final int KEPT_MAX = 64;

    /// What was told up to a number of coffees, which never changes.
    private record Shown(int count, List<RevealedCoffee> coffees) {}

    private final BlindBoxDesk desk;
    private final Steps steps;
    private final Map<OrderId, Shown> kept = new ConcurrentHashMap<>();

    public Views(BlindBoxDesk desk) {
        this.desk = desk;
        this.steps = new Steps(desk);
    }

    /// `blindbox.get`
    public CompletionStage<BlindBoxAnswer.Seen> get(Request request, BlindBoxCommand.Get ask) {
        return desk.database()
                .read(tx -> new BlindBoxAnswer.Seen(of(tx, request.principal(), ask.orderId())));
    }

    BlindBoxView of(Tx tx, Principal who, OrderId id) {
        BlindBox box = desk.find(tx, id);
        Role role = desk.role(tx, who, id, Permission.VIEW);
        Course course = box.course();
        Moment at = box.moment();
        return new BlindBoxView(
                id.value(),
                id.room().value(),
                box.title(),
                at.state().wireName(),
                at.seq(),
                course.items(),
                course.countdown().toSeconds(),
                course.interval().toSeconds(),
                Steps.boxed(course.opensAtMs()),
                Steps.boxed(course.locksAtMs()),
                Steps.boxed(course.startsAtMs()),
                Steps.boxed(at.startedAtMs()),
                Steps.boxed(course.nextCoffeeAtMs(at)),
                Steps.boxed(at.pausedAtMs()),
                desk.nowMs(),
                box.form(),
                box.openToAll(),
                box.guessers(),
                steps.commitments(tx, id),
                at.revealed() == 0 ? List.of() : revealed(tx, box),
                at.state() == State.COMPLETE ? steps.results(tx, box) : null,
                own(tx, box, who, role));
    }

    /// Thousands come back at once, and all see the same.
    private List<RevealedCoffee> revealed(Tx tx, BlindBox box) {
        Shown shown = kept.get(box.id());
        if (shown == null || shown.count() != box.moment().revealed()) {
            shown = new Shown(box.moment().revealed(), told(tx, box));
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(box.id(), shown);
        }
        return shown.coffees();
    }

    /// From the events that were told.
    private List<RevealedCoffee> told(Tx tx, BlindBox box) {
        List<RevealedCoffee> revealed = new ArrayList<>();
        for (Told told : desk.store().told(tx, box.id(), 0, BlindBoxLimits.EVENTS_MAX)) {
            switch (told.name()) {
                case "coffee-revealed" -> {
                    var event =
                            desk.mapper().fromJson(told.json(), BlindBoxEvent.CoffeeRevealed.class);
                    revealed.add(
                            new RevealedCoffee(
                                    event.position(),
                                    event.label(),
                                    event.coffee(),
                                    event.commitment(),
                                    event.salt(),
                                    event.canonical()));
                }
                case "blindbox.caught-up" -> {
                    var event = desk.mapper().fromJson(told.json(), BlindBoxEvent.CaughtUp.class);
                    revealed.clear();
                    revealed.addAll(event.revealed());
                }
                default -> {
                    // Nothing else shows a coffee.
                }
            }
        }
        return List.copyOf(revealed);
    }

    private BlindBoxView.@Nullable OwnGuess own(Tx tx, BlindBox box, Principal who, Role role) {
        if (who.kind() == Principal.Kind.SERVICE || role.isStaff()) {
            return null;
        }
        boolean right = box.openToAll() || desk.store().isGranted(tx, box.id(), who.user());
        Optional<Ballot> ballot = desk.store().ballot(tx, box.id(), who.user());
        if (!right && ballot.isEmpty()) {
            return null;
        }
        return new BlindBoxView.OwnGuess(
                right && role.may(Permission.CHAT) && box.moment().state() == State.GUESSING,
                ballot.map(Ballot::guesses).orElse(null),
                ballot.map(Ballot::number).orElse(null),
                box.moment().state() == State.COMPLETE
                        ? desk.store()
                                .outcome(tx, box.id(), who.user())
                                .map(Steps::performer)
                                .orElse(null)
                        : null);
    }

    /// `blindbox.replay`: what was told, with its time, without the names of those who keep out now.
    public CompletionStage<BlindBoxAnswer.Replayed> replay(
            Request request, BlindBoxCommand.Replay ask) {
        long after = ask.after() == null ? 0 : ask.after();
        int limit =
                Fields.number(
                        "data.limit",
                        ask.limit(),
                        BlindBoxLimits.PAGE_MAX,
                        1,
                        BlindBoxLimits.PAGE_MAX);
        return desk.database()
                .read(tx -> {
                    BlindBox box = desk.find(tx, ask.orderId());
                    desk.role(tx, request.principal(), ask.orderId(), Permission.VIEW);
                    List<Told> told = desk.store().told(tx, ask.orderId(), after, limit + 1);
                    boolean more = told.size() > limit;
                    List<Told> page = more ? told.subList(0, limit) : told;
                    return new BlindBoxAnswer.Replayed(
                            page.stream()
                                    .map(one ->
                                            new BlindBoxAnswer.ToldEvent(
                                                    one.seq(),
                                                    Math.max(0, one.atMs() - box.createdAtMs()),
                                                    one.name(),
                                                    new RawJson(withoutHidden(tx, one))))
                                    .toList(),
                            more ? page.getLast().seq() : null);
                });
    }

    private byte[] withoutHidden(Tx tx, Told told) {
        return switch (told.name()) {
            case "reveal-complete" -> {
                var event = desk.mapper().fromJson(told.json(), BlindBoxEvent.Complete.class);
                yield desk.mapper().toJson(withoutHidden(tx, event));
            }
            case "blindbox.standings" -> {
                var event = desk.mapper().fromJson(told.json(), BlindBoxEvent.Standings.class);
                yield desk.mapper().toJson(withoutHidden(tx, event));
            }
            default -> told.json();
        };
    }

    private BlindBoxEvent withoutHidden(Tx tx, BlindBoxEvent.Complete event) {
        Set<String> users = new HashSet<>();
        event.leaderboard().forEach(one -> addIfKnown(users, one.userId()));
        Map<String, Person> people = desk.store().people(tx, users);
        List<BlindBoxView.Performer> best =
                event.leaderboard().stream()
                        .map(one -> isHidden(people, one.userId()) ? one.hidden() : one)
                        .toList();
        BlindBoxView.RevealResults results = event.results();
        return new BlindBoxEvent.Complete(
                event.orderId(),
                new BlindBoxView.RevealResults(
                        results.totalCount(),
                        results.participants(),
                        results.averageAccuracy(),
                        best),
                best,
                event.seq(),
                event.displayAt(),
                event.serverTime());
    }

    private BlindBoxEvent withoutHidden(Tx tx, BlindBoxEvent.Standings event) {
        Set<String> users = new HashSet<>();
        event.changed().forEach(one -> addIfKnown(users, one.userId()));
        Map<String, Person> people = desk.store().people(tx, users);
        return new BlindBoxEvent.Standings(
                event.orderId(),
                event.seq(),
                event.displayAt(),
                event.serverTime(),
                event.through(),
                event.size(),
                event.changed().stream()
                        .map(one ->
                                isHidden(people, one.userId())
                                        ? new BlindBoxAnswer.Ranked(
                                                one.rank(),
                                                null,
                                                null,
                                                one.correctCount(),
                                                one.points())
                                        : one)
                        .toList());
    }

    private static void addIfKnown(Set<String> users, @Nullable String user) {
        if (user != null) {
            users.add(user);
        }
    }

    private static boolean isHidden(Map<String, Person> people, @Nullable String user) {
        return user != null && Steps.hidden(people, user);
    }
}
