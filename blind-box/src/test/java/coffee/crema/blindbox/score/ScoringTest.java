package coffee.crema.blindbox.score;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.blindbox.score.Scoring.Answer;
import coffee.crema.blindbox.score.Scoring.Guess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers of the rules.
class ScoringTest {
    private static final Set<String> ALL = Attributes.FIELDS;

    private static Traits traits(
            @Nullable String country,
            @Nullable String process,
            @Nullable String variety,
            @Nullable String roast,
            String... notes) {
        return new Traits(country, null, process, null, variety, null, roast, Set.of(notes));
    }

    private static final Traits ANSWER =
            traits("Ethiopia", "Washed", "Red Bourbon", "Medium", "floral", "citrus", "sweet");

    @Test
    void everything_right_is_a_hundred() {
        assertThat(Attributes.points(ANSWER, ANSWER, ALL)).isEqualTo(100);
        assertThat(Attributes.points(ANSWER, Traits.NONE, ALL)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Ethiopia,25", "ethiopia,25", "Kenya,10", "Brazil,0", "Atlantis,0"})
    void country_and_its_region(String guess, int points) {
        assertThat(Attributes.points(ANSWER, traits(guess, null, null, null), ALL))
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"washed,20", "fully-washed,10", "Natural,0"})
    void process_and_its_family(String guess, int points) {
        assertThat(Attributes.points(ANSWER, traits(null, guess, null, null), ALL))
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"RED BOURBON,15", "Caturra,5", "Bourbon,5", "Gesha,0"})
    void variety_and_its_group(String guess, int points) {
        assertThat(Attributes.points(ANSWER, traits(null, null, guess, null), ALL))
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"medium,10", "Medium Light,5", "medium-dark,5", "Light,0", "Dark,0", "odd,0"})
    void roast_and_the_step_beside_it(String guess, int points) {
        assertThat(Attributes.points(ANSWER, traits(null, null, null, guess), ALL))
                .isEqualTo(points);
    }

    @Test
    void notes_count_thirty_times_f1() {
        assertThat(notes("floral", "citrus")).isEqualTo(24);
        assertThat(notes("floral", "citrus", "sweet")).isEqualTo(30);
        assertThat(notes("Floral")).isEqualTo(15);
        assertThat(notes("smoky")).isZero();
        assertThat(notes()).isZero();
    }

    private static int notes(String... guessed) {
        return Attributes.points(ANSWER, traits(null, null, null, null, guessed), Set.of("notes"));
    }

    @Test
    void what_the_form_does_not_ask_does_not_count() {
        assertThat(Attributes.points(ANSWER, ANSWER, Set.of())).isZero();
        assertThat(Attributes.points(ANSWER, ANSWER, Set.of("country", "roast"))).isEqualTo(35);
    }

    private static final List<Answer> FIVE =
            List.of(answer("a"), answer("b"), answer("c"), answer("d"), answer("e"));

    private static Answer answer(String id) {
        return new Answer(id, Traits.NONE);
    }

    private static Guess guess(String id, int confidence) {
        return new Guess(id, confidence, Traits.NONE);
    }

    private static Score score(Map<Integer, Guess> guesses) {
        return new Scoring(Set.of()).score(FIVE, guesses);
    }

    @Test
    void correct_total_and_accuracy() {
        Score three =
                score(
                        Map.of(
                                1,
                                guess("a", 3),
                                2,
                                guess("b", 3),
                                3,
                                guess("c", 3),
                                4,
                                guess("x", 3)));
        assertThat(three.correct()).isEqualTo(3);
        assertThat(three.total()).isEqualTo(5);
        assertThat(three.accuracy()).isEqualTo(60.0);
        assertThat(new Score(1, 3, 0, 0).accuracy()).isEqualTo(33.3);
        assertThat(score(Map.of()).accuracy()).isZero();
    }

    @Test
    void a_streak_is_of_boxes_of_at_least_sixty_per_cent() {
        assertThat(new Score(3, 5, 0, 0).streakAfter(4)).isEqualTo(5);
        assertThat(new Score(2, 5, 0, 0).streakAfter(4)).isZero();
        assertThat(new Score(5, 5, 0, 0).streakAfter(0)).isEqualTo(1);
    }

    @Test
    void ties_are_broken_by_points_and_then_by_fitting_confidence() {
        Score exact = new Score(3, 5, 0, 405);
        Score points = new Score(2, 5, 500, 0);
        assertThat(exact.rankPoints()).isGreaterThan(points.rankPoints());
        assertThat(new Score(2, 5, 10, 405).rankPoints())
                .isGreaterThan(new Score(2, 5, 9, 0).rankPoints());
        Score sureAndRight = score(Map.of(1, guess("a", 5), 2, guess("x", 1)));
        Score sureAndWrong = score(Map.of(1, guess("a", 1), 2, guess("x", 5)));
        assertThat(sureAndRight.miscalibration()).isLessThan(sureAndWrong.miscalibration());
        assertThat(sureAndRight.rankPoints()).isGreaterThan(sureAndWrong.rankPoints());
    }

    @Test
    void confidence_is_measured_by_the_square_of_how_far_it_was_off() {
        assertThat(Score.miscalibration(5, true)).isEqualTo(1);
        assertThat(Score.miscalibration(1, true)).isEqualTo(81);
        assertThat(Score.miscalibration(3, true)).isEqualTo(25);
        assertThat(Score.miscalibration(3, false)).isEqualTo(25);
        assertThat(Score.miscalibration(5, false)).isEqualTo(Score.MISCALIBRATION_MAX);
    }

    @Test
    void the_number_to_rank_by_gives_its_parts_back() {
        long points = new Score(26, 26, 2_600, 26 * 81).rankPoints();
        assertThat(Score.correctIn(points)).isEqualTo(26);
        assertThat(Score.pointsIn(points)).isEqualTo(2_600);
    }
}
