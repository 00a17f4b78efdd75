package coffee.crema.blindbox.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What everybody can check on their own machine.
class VerifierTest {
    private static final String ORDER = "order-7";
    private static final String KOCHERE = "{\"id\":\"c-1\",\"name\":\"Kochere\"}";
    private static final String SIDAMO = "{\"id\":\"c-2\",\"name\":\"Sidamo\"}";
    private static final byte[] SALT = HexFormat.of().parseHex("ab".repeat(32));

    @TempDir Path dir;

    private static String commitment(String answer) {
        return Commitment.of(ORDER, 1, SALT, answer.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] box(String commitment, String canonical, String coffee, byte[] salt) {
        return """
        {"box":{"orderId":"%s","totalCount":1,"commitments":[{"position":1,"label":"A","commitment":"%s"}],
         "revealed":[{"position":1,"salt":"%s","canonical":"%s","coffee":%s}]}}\
        """
                .formatted(
                        ORDER,
                        commitment,
                        HexFormat.of().formatHex(salt),
                        canonical.replace("\"", "\\\""),
                        coffee)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Computed by other tools, from what docs/blind-box.md says:
    /// `{ printf 'blindbox-v1\0order-7\0001\0'; printf 'ab%.0s' {1..32} | xxd -r -p; printf '\0{"id":"c-1","name":"Kochere"}'; } | sha256sum`
    @Test
    void a_commitment_is_what_the_documentation_says() {
        assertThat(commitment(KOCHERE))
                .isEqualTo("09aff9354b2e0797f86cef36f0c18a38d3ee5a00fa03db519fce5eadc266a501");
    }

    @Test
    void what_was_committed_to_fits() {
        Verifier.Report report =
                Verifier.check(box(commitment(KOCHERE), KOCHERE, KOCHERE, SALT), null);
        assertThat(report.problems()).isEmpty();
        assertThat(report.checked()).isEqualTo(1);
        assertThat(report.open()).isZero();
    }

    @Test
    void an_answer_that_was_exchanged_after_the_commitment_is_caught() {
        assertThat(Verifier.check(box(commitment(KOCHERE), SIDAMO, SIDAMO, SALT), null).holds())
                .isFalse();
        assertThat(Verifier.check(box(commitment(KOCHERE), KOCHERE, SIDAMO, SALT), null).problems())
                .singleElement()
                .asString()
                .contains("what is shown");
    }

    @Test
    void another_salt_is_caught() {
        byte[] other = SALT.clone();
        other[31] ^= 1;
        assertThat(Verifier.check(box(commitment(KOCHERE), KOCHERE, KOCHERE, other), null).holds())
                .isFalse();
    }

    @Test
    void commitments_that_were_exchanged_together_with_the_answers_are_caught_by_an_earlier_copy() {
        byte[] earlier = box(commitment(KOCHERE), KOCHERE, KOCHERE, SALT);
        byte[] now = box(commitment(SIDAMO), SIDAMO, SIDAMO, SALT);
        assertThat(Verifier.check(now, null).holds()).isTrue();
        assertThat(Verifier.check(now, earlier).problems())
                .singleElement()
                .asString()
                .contains("exchanged");
    }

    @Test
    void the_command_line_says_it_by_its_exit_code() throws Exception {
        Path fine =
                Files.write(dir.resolve("fine"), box(commitment(KOCHERE), KOCHERE, KOCHERE, SALT));
        Path wrong =
                Files.write(dir.resolve("wrong"), box(commitment(KOCHERE), SIDAMO, SIDAMO, SALT));
        assertThat(run(fine.toString())).isZero();
        assertThat(run(fine.toString(), fine.toString())).isZero();
        assertThat(run(wrong.toString())).isEqualTo(1);
        assertThat(run(dir.resolve("none").toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    private static int run(String... args) {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Verify.run(args, Map.of(), out, out);
    }
}
