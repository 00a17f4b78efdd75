package coffee.crema.tastings.score;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.tastings.form.Forms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scores worked out by hand, form by form.
class ScoreVectorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8, 8.25, 8, 8, 7.75, 8, 8.25 | 5 | 5 | 5 | none | 0 | 86.25 | 86.25",
                "7.5, 7.5, 7.25, 7.5, 7.5, 7.5, 7.5 | 5 | 5 | 5 | none | 0 | 82.25 | 82.25",
                "7, 7, 6.75, 7, 7.25, 7, 7 | 4 | 5 | 5 | taint | 1 | 77.00 | 75.00",
                "6.5, 6.25, 6, 6.25, 6.5, 6.25, 6 | 3 | 3 | 4 | fault | 2 | 63.75 | 55.75",
                "10, 10, 10, 10, 10, 10, 10 | 5 | 5 | 5 | none | 0 | 100.00 | 100.00"
            })
    void sca_2004(
            String scores,
            int uniform,
            int clean,
            int sweet,
            String defect,
            int defectCups,
            String total,
            String last) {
        var sample =
                SampleJson.of(Forms.SCA_2004)
                        .scores(scores)
                        .cups("uniformity", uniform)
                        .cups("clean-cup", clean)
                        .cups("sweetness", sweet);
        if (defectCups > 0) {
            sample.defect(defect, 1, defectCups);
        }
        Score.Complete score = sample.complete();
        assertThat(score.beforeDefectsHundredths()).isEqualTo(hundredths(total));
        assertThat(score.text()).isEqualTo(last);
        assertThat(score.adapted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5,5,5,5,5,5,5,5 | 0 | 0 | 79.00",
                "6,6,6,6,6,6,6,6 | 0 | 0 | 84.25",
                "7,7,7,7,7,7,7,7 | 0 | 0 | 89.50",
                "9,9,9,9,9,9,9,9 | 0 | 0 | 100.00",
                "1,1,1,1,1,1,1,1 | 0 | 0 | 58.00",
                "8,8,8,8,8,8,8,8 | 1 | 1 | 88.75",
                "5,5,6,7,6,7,7,6 | 0 | 0 | 85.00",
                "5,5,6,6,5,6,5,6 | 0 | 0 | 81.75",
                "7,7,8,7,8,7,7,8 | 1 | 0 | 89.50",
                "7,7,8,7,8,7,7,8 | 2 | 1 | 83.50",
                "1,1,1,1,1,1,1,1 | 5 | 5 | 28.00"
            })
    void cva_affective(String scores, int nonUniform, int defective, String expected) {
        var sample =
                SampleJson.of(Forms.CVA_AFFECTIVE)
                        .scores(scores)
                        .cups("non-uniform", nonUniform)
                        .cups("defective", defective);
        if (defective > 0) {
            sample.defective("moldy", defective);
        }
        assertThat(sample.complete().text()).isEqualTo(expected);
    }

    /// The sums that lie exactly between two quarters.
    @ParameterizedTest
    @CsvSource({"12, 60.75", "28, 71.25", "44, 81.75", "60, 92.25"})
    void cva_affective_ties_go_up(int sum, String expected) {
        var values = new StringBuilder();
        for (int left = sum, fields = 8; fields > 0; fields--) {
            int value = Math.min(9, left - (fields - 1));
            values.append(values.isEmpty() ? "" : ",").append(value);
            left -= value;
        }
        assertThat(SampleJson.of(Forms.CVA_AFFECTIVE).scores(values.toString()).complete().text())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6,6,6,6,6,6,6,6 | 0 | 0 | 84.00",
                "8,8,8,8,8,8,8,8 | 0 | 0 | 100.00",
                "7,7,6.5,7,7,6.5,7,7 | 0 | 0 | 91.00",
                "7,7,6.5,7,7,6.5,7,7 | 1 | 2 | 83.00"
            })
    void coe(String scores, int cups, int intensity, String expected) {
        var sample = SampleJson.of(Forms.COE).scores(scores);
        if (cups > 0) {
            sample.defect("defect", intensity, cups);
        }
        assertThat(sample.complete().text()).isEqualTo(expected);
    }

    private static long hundredths(String score) {
        return Long.parseLong(score.replace(".", ""));
    }
}
