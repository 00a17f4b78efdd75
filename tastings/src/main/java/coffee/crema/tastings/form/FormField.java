package coffee.crema.tastings.form;

import java.util.List;
import java.util.Optional;

/// One thing that a cupper enters for one sample.
public sealed interface FormField {

    /// Unique in the form; the key in the sheet.
    String id();

    /// The id of the section it is shown in.
    String section();

    Label label();

    UsualPhase phase();

    /// Whether the sheet is incomplete without it.
    boolean required();

    /// A number. In a sheet it stands under `scores`.
    ///
    /// @param minMillis the least value, in thousandths, as all values of a scale
    /// @param stepMillis allowed are the least value and whole steps above it
    /// @param bands names of stretches of the scale, rising
    record Scale(
            String id,
            String section,
            Label label,
            UsualPhase phase,
            boolean required,
            int minMillis,
            int maxMillis,
            int stepMillis,
            Optional<String> unit,
            List<Band> bands)
            implements FormField {

        /// The name of the stretch that a value lies in.
        public Optional<Label> band(int valueMillis) {
            Optional<Label> found = Optional.empty();
            for (Band band : bands) {
                if (valueMillis >= band.fromMillis()) {
                    found = Optional.of(band.label());
                }
            }
            return found;
        }
    }

    /// @param fromMillis where the stretch begins; it ends where the next one begins
    record Band(int fromMillis, Label label) {}

    /// A yes or no for each cup. In a sheet it stands under `cups`.
    record Cups(String id, String section, Label label, UsualPhase phase, boolean required)
            implements FormField {}

    /// Boxes to tick. In a sheet it stands under `ticks`.
    ///
    /// @param ticksMax the cap counts every ticked box, a ticked parent included
    record Ticks(
            String id,
            String section,
            Label label,
            UsualPhase phase,
            boolean required,
            int ticksMax,
            List<Option> options)
            implements FormField {

        public Optional<Option> option(String optionId) {
            return options.stream().filter(o -> o.id().equals(optionId)).findFirst();
        }
    }

    /// @param parent the id of the option that this one is a kind of
    record Option(String id, Label label, Optional<String> parent) {}

    /// Free text. In a sheet it stands under `notes`, as do remarks on any other field.
    record Note(
            String id,
            String section,
            Label label,
            UsualPhase phase,
            boolean required,
            int lengthMax)
            implements FormField {}
}
