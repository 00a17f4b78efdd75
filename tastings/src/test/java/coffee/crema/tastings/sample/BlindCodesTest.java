package coffee.crema.tastings.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlindCodesTest {
    private final SecureRandom random = new SecureRandom();

    @Property(tries = 200)
    void codes_differ_from_one_another_and_from_those_taken(
            @ForAll @IntRange(max = 400) int before, @ForAll @IntRange(max = 400) int count) {
        Set<String> taken = new HashSet<>(BlindCodes.draw(before, Set.of(), random));
        Set<String> drawn = new HashSet<>(BlindCodes.draw(count, taken, random));
        assertThat(drawn).hasSize(count);
        assertThat(Collections.disjoint(drawn, taken)).isTrue();
        assertThat(drawn).allMatch(code -> code.matches("[1-9][0-9]{2}"));
    }

    @Test
    void codes_that_catch_the_eye_are_left_out() {
        Set<String> all = new HashSet<>(BlindCodes.draw(BlindCodes.CODES, Set.of(), random));
        assertThat(all)
                .hasSize(867)
                .doesNotContain(
                        "111", "777", "999", "123", "789", "321", "987", "210", "100", "500")
                .contains("101", "112", "135", "121", "998");
    }

    @Test
    void more_codes_than_there_are_cannot_be_had() {
        Set<String> all = new HashSet<>(BlindCodes.draw(BlindCodes.CODES, Set.of(), random));
        assertThatThrownBy(() -> BlindCodes.draw(1, all, random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
