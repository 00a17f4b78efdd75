package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormField;
import java.util.ArrayList;
import java.util.List;

/// How far a cupper has come with one sample.
///
/// @param filled how many of the asked fields hold a right value
/// @param of how many are asked: those the form requires, and any that is optional but holds a wrong value which bears on the score
/// @param missing the ids of the others, in the form's order
public record Completion(int filled, int of, List<String> missing) {

    /// The id under which wrong reports of defects stand among the missing.
    public static final String DEFECTS = "defects";

    public static Completion of(Form form, SheetEntry entry) {
        List<String> asked = form.asked(entry.cups()).stream().map(FormField::id).toList();
        List<String> missing =
                new ArrayList<>(asked.stream().filter(id -> !entry.has(id)).toList());
        int of = asked.size();
        for (String id : entry.wrong()) {
            if (!asked.contains(id) && bearsOnScore(form, id)) {
                missing.add(id);
                of++;
            }
        }
        return new Completion(of - missing.size(), of, List.copyOf(missing));
    }

    public boolean complete() {
        return missing.isEmpty();
    }

    /// As cuppers see it: `4/8`.
    public String text() {
        return filled + "/" + of;
    }

    private static boolean bearsOnScore(Form form, String id) {
        return form.scoring()
                .map(rule ->
                        id.equals(DEFECTS)
                                || form.field(id)
                                        .filter(FormField.Cups.class::isInstance)
                                        .isPresent())
                .orElse(false);
    }
}
