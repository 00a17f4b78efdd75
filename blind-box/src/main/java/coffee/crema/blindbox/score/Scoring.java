package coffee.crema.blindbox.score;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scores guesses against answers, without I/O.
public final class Scoring {
    /// Of a guess that does not say.
    public static final int CONFIDENCE_DEFAULT = 3;

    private final Set<String> fields;

    /// @param id of the coffee
    public record Answer(String id, Traits traits) {}

    /// @param id of the coffee that it is taken for; null when only traits are guessed
    /// @param confidence 1 to 5
    public record Guess(@Nullable String id, int confidence, Traits traits) {}

    /// @param fields traits that count, of {@link Attributes#FIELDS}
    public Scoring(Set<String> fields) {
        this.fields = Set.copyOf(fields);
    }

    /// @param answers by position
    /// @param guesses by position, from 1; positions that were not guessed are absent, and count as wrong with no opinion
    public Score score(List<Answer> answers, Map<Integer, Guess> guesses) {
        int correct = 0;
        int points = 0;
        int miscalibration = 0;
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            Optional<Guess> guess = Optional.ofNullable(guesses.get(i + 1));
            boolean right = guess.map(g -> answer.id().equals(g.id())).orElse(false);
            correct += right ? 1 : 0;
            points +=
                    guess.map(g -> Attributes.points(answer.traits(), g.traits(), fields))
                            .orElse(0);
            miscalibration +=
                    Score.miscalibration(
                            guess.map(Guess::confidence).orElse(CONFIDENCE_DEFAULT), right);
        }
        return new Score(correct, answers.size(), points, miscalibration);
    }
}
