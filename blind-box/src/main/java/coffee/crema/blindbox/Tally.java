package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxAnswer.Ranked;
import coffee.crema.blindbox.BlindBoxStore.Ballot;
import coffee.crema.blindbox.BlindBoxStore.Outcome;
import coffee.crema.blindbox.score.Score;
import coffee.crema.blindbox.score.Scoring;
import coffee.crema.realtime.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the guesses came to, without I/O: ranks are shared by equals, 1, 2, 2, 4, and when somebody guessed plays no part.
final class Tally {
    private static final Comparator<Line> ORDER =
            Comparator.comparingLong((Line line) -> line.score().rankPoints())
                    .reversed()
                    .thenComparing(line -> line.ballot().user().value());

    private Tally() {}

    record Line(long rank, Ballot ballot, Score score) {}

    /// @param answers of the first positions; guesses for later ones do not count yet
    static List<Line> of(GuessForm form, List<Answer> answers, List<Ballot> ballots) {
        var scoring = new Scoring(Set.copyOf(form.fields()));
        List<Scoring.Answer> scored = answers.stream().map(Answer::scored).toList();
        List<Line> sorted =
                ballots.stream()
                        .map(ballot ->
                                new Line(
                                        0,
                                        ballot,
                                        scoring.score(scored, GuessEntry.scored(ballot.guesses()))))
                        .sorted(ORDER)
                        .toList();
        List<Line> ranked = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            Line line = sorted.get(i);
            boolean shared =
                    i > 0 && sorted.get(i - 1).score().rankPoints() == line.score().rankPoints();
            ranked.add(
                    new Line(
                            shared ? ranked.get(i - 1).rank() : i + 1,
                            line.ballot(),
                            line.score()));
        }
        return ranked;
    }

    /// @param streaks before this box
    static List<Outcome> outcomes(List<Line> lines, Map<UserId, Integer> streaks) {
        return lines.stream()
                .map(line ->
                        new Outcome(
                                line.ballot().user(),
                                line.ballot().name(),
                                line.rank(),
                                line.score(),
                                line.score()
                                        .streakAfter(
                                                streaks.getOrDefault(line.ballot().user(), 0))))
                .toList();
    }

    /// Of the best, those that are new among them or stand otherwise than before.
    static List<Line> changed(List<Line> before, List<Line> now, int best) {
        Set<String> known =
                before.stream()
                        .limit(best)
                        .map(Tally::standing)
                        .collect(java.util.stream.Collectors.toSet());
        return now.stream().limit(best).filter(line -> !known.contains(standing(line))).toList();
    }

    private static String standing(Line line) {
        return line.rank() + " " + line.score().rankPoints() + " " + line.ballot().user();
    }

    static Ranked ranked(Line line, boolean hidden) {
        return new Ranked(
                line.rank(),
                hidden ? null : line.ballot().user().value(),
                hidden ? null : line.ballot().name(),
                line.score().correct(),
                line.score().points());
    }
}
