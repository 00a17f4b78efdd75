package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxStore.Ballot;
import coffee.crema.blindbox.BlindBoxStore.Outcome;
import coffee.crema.blindbox.BlindBoxStore.Person;
import coffee.crema.blindbox.BlindBoxView.CommitmentView;
import coffee.crema.blindbox.BlindBoxView.Performer;
import coffee.crema.blindbox.BlindBoxView.RevealResults;
import coffee.crema.realtime.ranking.Rankings.Entry;
import coffee.crema.realtime.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes a step true: moves the box on, opens what is shown now and nothing else, and writes down what is told, in one transaction.
final class Steps {
    private final BlindBoxDesk desk;

    Steps(BlindBoxDesk desk) {
        this.desk = desk;
    }

    /// The ballots that the next step of a box will need, when they cannot change any more: read before the transaction, so that thousands of them do not hold up the writers.
    ///
    /// @param finishing whether everything is about to be shown
    CompletionStage<Optional<List<Ballot>>> ballots(OrderId id, boolean finishing) {
        return desk.database()
                .read(tx -> {
                    BlindBox box = desk.find(tx, id);
                    boolean needed =
                            finishing
                                    || box.course().standings()
                                    || box.moment().revealed() == box.course().items();
                    return needed && box.moment().state().frozen()
                            ? Optional.of(desk.store().ballots(tx, id))
                            : Optional.empty();
                });
    }

    /// @param ballots as {@link #ballots} found them
    /// @return false when somebody else was first, and nothing was written
    boolean make(Tx tx, BlindBox seen, Step step, Optional<List<Ballot>> ballots) {
        if (!desk.store().advance(tx, seen, step.next())) {
            return false;
        }
        Supplier<List<Ballot>> all =
                () -> ballots.orElseGet(() -> desk.store().ballots(tx, seen.id()));
        long seq = seen.moment().seq();
        for (BlindBoxEvent event : events(tx, seen, step, all)) {
            desk.tell(tx, seen.id(), ++seq, event);
        }
        if (seq != step.next().seq()) {
            throw new IllegalStateException("a step told another number of events than it said");
        }
        return true;
    }

    private List<BlindBoxEvent> events(
            Tx tx, BlindBox seen, Step step, Supplier<List<Ballot>> ballots) {
        String id = seen.id().value();
        Moment next = step.next();
        long seq = seen.moment().seq() + 1;
        long nowMs = desk.nowMs();
        return switch (step) {
            case Step.Opened _ ->
                    List.of(
                            new BlindBoxEvent.Opened(
                                    id, seq, nowMs, seen.form(), commitments(tx, seen.id())));
            case Step.Locked _ ->
                    List.of(new BlindBoxEvent.Locked(id, seq, nowMs, seen.guessers()));
            case Step.Started _ -> List.of(starting(tx, seen, next, nowMs));
            case Step.Revealed revealed -> revealed(tx, seen, revealed, nowMs, ballots);
            case Step.CaughtUp _ ->
                    List.of(
                            new BlindBoxEvent.CaughtUp(
                                    id,
                                    seq,
                                    displayAt(nowMs, nowMs),
                                    nowMs,
                                    seen.course().items(),
                                    coffees(tx, seen.id(), 1, next.revealed()),
                                    boxed(seen.course().nextCoffeeAtMs(next))));
            case Step.Completed completed -> completed(tx, seen, completed, nowMs, ballots);
            case Step.Paused _ ->
                    List.of(new BlindBoxEvent.Paused(id, seq, nowMs, next.revealed()));
            case Step.Resumed _ ->
                    List.of(
                            new BlindBoxEvent.Resumed(
                                    id, seq, nowMs, boxed(seen.course().nextCoffeeAtMs(next))));
            case Step.Aborted _ -> List.of(new BlindBoxEvent.Aborted(id, seq, nowMs));
        };
    }

    private BlindBoxEvent starting(Tx tx, BlindBox box, Moment next, long nowMs) {
        long startMs = next.startedAtMs().orElseThrow();
        return new BlindBoxEvent.Starting(
                box.id().value(),
                box.course().countdown().toSeconds(),
                next.seq(),
                displayAt(startMs, nowMs),
                nowMs,
                startMs,
                box.course().interval().toSeconds(),
                box.course().items(),
                commitments(tx, box.id()));
    }

    private List<BlindBoxEvent> revealed(
            Tx tx, BlindBox seen, Step.Revealed step, long nowMs, Supplier<List<Ballot>> ballots) {
        int position = step.position();
        long seq = seen.moment().seq() + 1;
        long displayAt = displayAt(step.dueMs(), nowMs);
        RevealedCoffee coffee = coffees(tx, seen.id(), position, position).getFirst();
        Long nextAt = boxed(seen.course().nextCoffeeAtMs(step.next()));
        BlindBoxEvent shown = shown(seen, coffee, seq, displayAt, nowMs, nextAt);
        if (!seen.course().standings()) {
            return List.of(shown);
        }
        List<Answer> answers = answers(tx, seen.id(), position);
        List<Tally.Line> before =
                Tally.of(seen.form(), answers.subList(0, position - 1), ballots.get());
        List<Tally.Line> now = Tally.of(seen.form(), answers, ballots.get());
        List<Tally.Line> changed = Tally.changed(before, now, BlindBoxLimits.TOP_PERFORMERS);
        Map<String, Person> people =
                desk.store()
                        .people(
                                tx,
                                changed.stream()
                                        .map(line -> line.ballot().user().value())
                                        .toList());
        return List.of(
                shown,
                new BlindBoxEvent.Standings(
                        seen.id().value(),
                        seq + 1,
                        displayAt,
                        nowMs,
                        position,
                        now.size(),
                        changed.stream()
                                .map(line ->
                                        Tally.ranked(
                                                line, hidden(people, line.ballot().user().value())))
                                .toList()));
    }

    private List<BlindBoxEvent> completed(
            Tx tx, BlindBox seen, Step.Completed step, long nowMs, Supplier<List<Ballot>> ballots) {
        List<BlindBoxEvent> events = new ArrayList<>();
        long seq = seen.moment().seq();
        long displayAt = displayAt(step.dueMs(), nowMs);
        for (RevealedCoffee coffee : coffees(tx, seen.id(), step.from(), seen.course().items())) {
            events.add(shown(seen, coffee, ++seq, displayAt, nowMs, null));
        }
        List<Tally.Line> lines =
                Tally.of(seen.form(), answers(tx, seen.id(), seen.course().items()), ballots.get());
        var users = lines.stream().map(line -> line.ballot().user()).toList();
        List<Outcome> outcomes = Tally.outcomes(lines, desk.store().streaks(tx, users));
        desk.store().putOutcomes(tx, seen.id(), outcomes, Boards.weights(nowMs));
        RevealResults results = results(tx, seen);
        events.add(
                new BlindBoxEvent.Complete(
                        seen.id().value(),
                        results,
                        results.topPerformers(),
                        ++seq,
                        displayAt,
                        nowMs));
        return events;
    }

    /// What came out, as everybody may see it: without the names of those who keep out.
    RevealResults results(Tx tx, BlindBox box) {
        List<Outcome> best = desk.store().outcomes(tx, box.id(), BlindBoxLimits.TOP_PERFORMERS);
        Map<String, Person> people =
                desk.store().people(tx, best.stream().map(one -> one.user().value()).toList());
        BlindBoxStore.Summary summary = desk.store().summary(tx, box.id());
        double average =
                summary.participants() == 0 ? 0 : summary.accuracySum() / summary.participants();
        return new RevealResults(
                box.course().items(),
                summary.participants(),
                Math.round(average * 10) / 10.0,
                best.stream()
                        .map(one ->
                                hidden(people, one.user().value())
                                        ? performer(one).hidden()
                                        : performer(one))
                        .toList());
    }

    /// The standings after so many coffees, which are revealed.
    ///
    /// @param tx may be a read
    List<Entry> standings(Tx tx, BlindBox box, int through) {
        if (through > box.moment().revealed()) {
            throw new IllegalArgumentException("not revealed yet");
        }
        List<Answer> answers =
                desk.store().items(tx, box.id()).stream()
                        .filter(item -> item.position() <= through)
                        .map(item -> desk.read(box.id(), item))
                        .toList();
        return Tally.of(box.form(), answers, desk.store().ballots(tx, box.id())).stream()
                .map(line -> new Entry(line.ballot().user().value(), line.score().rankPoints()))
                .toList();
    }

    static Performer performer(Outcome one) {
        return new Performer(
                one.rank(),
                one.user().value(),
                one.name(),
                one.score().correct(),
                one.score().total(),
                one.score().accuracy(),
                one.score().points(),
                one.streak());
    }

    static boolean hidden(Map<String, Person> people, String user) {
        return people.containsKey(user) && people.get(user).hidden();
    }

    private static BlindBoxEvent shown(
            BlindBox box,
            RevealedCoffee coffee,
            long seq,
            long displayAt,
            long nowMs,
            @Nullable Long nextAt) {
        return new BlindBoxEvent.CoffeeRevealed(
                box.id().value(),
                coffee.position(),
                coffee.label(),
                coffee.coffee(),
                box.course().items(),
                seq,
                displayAt,
                nowMs,
                coffee.commitment(),
                coffee.salt(),
                coffee.canonical(),
                nextAt);
    }

    /// Somewhat after it was due, so that it is everywhere before it is shown anywhere.
    private static long displayAt(long dueMs, long nowMs) {
        boolean onTime = nowMs - dueMs <= Course.AHEAD.toMillis() / 2;
        return (onTime ? dueMs : nowMs) + Course.AHEAD.toMillis();
    }

    List<CommitmentView> commitments(Tx tx, OrderId id) {
        return desk.store().items(tx, id).stream()
                .map(item -> new CommitmentView(item.position(), item.label(), item.commitment()))
                .toList();
    }

    private List<Answer> answers(Tx tx, OrderId id, int through) {
        return desk.store().items(tx, id).stream()
                .filter(item -> item.position() <= through)
                .map(item -> desk.open(tx, id, item))
                .toList();
    }

    private List<RevealedCoffee> coffees(Tx tx, OrderId id, int from, int through) {
        return desk.store().items(tx, id).stream()
                .filter(item -> item.position() >= from && item.position() <= through)
                .map(item -> desk.open(tx, id, item).revealed(item.position(), item.commitment()))
                .toList();
    }

    static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
