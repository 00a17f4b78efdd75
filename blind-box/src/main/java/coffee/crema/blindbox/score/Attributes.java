package coffee.crema.blindbox.score;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a guess of a coffee's traits is worth: up to 100 points a coffee. Country 25 (its region 10), process 20 (its family 10), variety 15 (its group 5), roast 10 (one step beside 5),
/// notes 30 x F1.
public final class Attributes {
    /// What can be asked for in a guess form, besides the coffee itself.
    public static final Set<String> FIELDS =
            Set.of("country", "process", "variety", "roast", "notes");

    private static final int NOTES = 30;
    private static final Taxonomy NEAR = Taxonomy.builtIn();

    private Attributes() {}

    /// @param fields those of {@link #FIELDS} that count
    public static int points(Traits answer, Traits guess, Set<String> fields) {
        int points = 0;
        if (fields.contains("country")) {
            points +=
                    graded(
                            answer.country(),
                            guess.country(),
                            25,
                            whole(answer.country(), answer.region(), NEAR::regionOf),
                            whole(guess.country(), guess.region(), NEAR::regionOf),
                            10);
        }
        if (fields.contains("process")) {
            points +=
                    graded(
                            answer.process(),
                            guess.process(),
                            20,
                            whole(answer.process(), answer.family(), NEAR::familyOf),
                            whole(guess.process(), guess.family(), NEAR::familyOf),
                            10);
        }
        if (fields.contains("variety")) {
            points +=
                    graded(
                            answer.variety(),
                            guess.variety(),
                            15,
                            whole(answer.variety(), answer.group(), NEAR::groupOf),
                            whole(guess.variety(), guess.group(), NEAR::groupOf),
                            5);
        }
        if (fields.contains("roast")) {
            points += roast(answer.roast(), guess.roast());
        }
        if (fields.contains("notes")) {
            points += notes(answer.notes(), guess.notes());
        }
        return points;
    }

    private static int graded(
            @Nullable String answer,
            @Nullable String guess,
            int exact,
            Optional<String> answersWhole,
            Optional<String> guessesWhole,
            int near) {
        if (answer != null
                && guess != null
                && Taxonomy.plain(answer).equals(Taxonomy.plain(guess))) {
            return exact;
        }
        return answersWhole.isPresent() && answersWhole.equals(guessesWhole) ? near : 0;
    }

    /// What is said of the whole, or what is known of the part.
    private static Optional<String> whole(
            @Nullable String part,
            @Nullable String said,
            Function<String, Optional<String>> known) {
        if (said != null) {
            return Optional.of(Taxonomy.plain(said));
        }
        return part == null ? Optional.empty() : known.apply(part);
    }

    private static int roast(@Nullable String answer, @Nullable String guess) {
        if (answer == null || guess == null) {
            return 0;
        }
        if (Taxonomy.plain(answer).equals(Taxonomy.plain(guess))) {
            return 10;
        }
        OptionalInt one = NEAR.roast(answer);
        OptionalInt other = NEAR.roast(guess);
        return one.isPresent()
                        && other.isPresent()
                        && Math.abs(one.getAsInt() - other.getAsInt()) == 1
                ? 5
                : 0;
    }

    /// 30 x F1, to the nearest whole point, ties up: F1 = 2 x both / (one + other).
    private static int notes(Set<String> answer, Set<String> guess) {
        int sum = answer.size() + guess.size();
        if (sum == 0) {
            return 0;
        }
        int both = (int) answer.stream().filter(guess::contains).count();
        return (2 * NOTES * 2 * both + sum) / (2 * sum);
    }
}
