package coffee.crema.tastings.export;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormField;
import coffee.crema.tastings.form.Label;
import java.util.ArrayList;
import java.util.List;

/// The panel's mean intensities of one sample, on one common scale from 0 to 15.
///
/// @param axes at least three, in the form's order
public record Radar(List<Axis> axes) {
    /// The intensity at the rim, in thousandths.
    public static final int RIM_MILLIS = 15_000;

    public Radar {
        axes = List.copyOf(axes);
    }

    /// @param millis the mean, in thousandths
    /// @param cuppers how many entered it
    public record Axis(Label label, double millis, int cuppers) {}

    /// @return an empty list of axes when the form has no intensities from 0 to 15, or fewer than three were entered
    public static Radar of(Form form, List<SessionResult.Sheet> sheets) {
        var axes = new ArrayList<Axis>();
        for (FormField field : form.fields()) {
            if (field instanceof FormField.Scale scale
                    && scale.minMillis() == 0
                    && scale.maxMillis() == RIM_MILLIS) {
                List<Integer> entered =
                        sheets.stream()
                                .filter(s -> s.excluded().isEmpty())
                                .flatMap(s -> s.entry().millis(scale.id()).stream())
                                .toList();
                double sum = entered.stream().mapToDouble(Integer::doubleValue).sum();
                if (!entered.isEmpty()) {
                    axes.add(new Axis(scale.label(), sum / entered.size(), entered.size()));
                }
            }
        }
        return new Radar(axes.size() < 3 ? List.of() : axes);
    }
}
