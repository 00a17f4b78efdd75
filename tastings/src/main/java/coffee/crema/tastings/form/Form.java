package coffee.crema.tastings.form;

import java.util.List;
import java.util.Optional;

/// A form as data. Immutable; a change is a new version.
///
/// @param cups how many cups of a sample the form is made for
/// @param defects the kinds of defects that a sheet may report
/// @param scoring absent where a form is recorded and not scored
/// @param json the definition that this was read from, in one line
public record Form(
        FormRef ref,
        Label title,
        int cups,
        List<FormSection> sections,
        List<FormField> fields,
        List<DefectType> defects,
        Optional<ScoreRule> scoring,
        String json) {

    public Form {
        sections = List.copyOf(sections);
        fields = List.copyOf(fields);
        defects = List.copyOf(defects);
    }

    public Optional<FormField> field(String id) {
        return fields.stream().filter(f -> f.id().equals(id)).findFirst();
    }

    /// The fields that a sheet must have for a sample of so many cups. With a single cup, a row that compares cups is not asked for.
    public List<FormField> asked(int cupsPoured) {
        return fields.stream()
                .filter(FormField::required)
                .filter(field -> cupsPoured > 1 || !compares(field))
                .toList();
    }

    private boolean compares(FormField field) {
        return scoring.stream()
                .flatMap(rule -> rule.cups().stream())
                .anyMatch(term -> term.compares() && term.field().equals(field.id()));
    }
}
