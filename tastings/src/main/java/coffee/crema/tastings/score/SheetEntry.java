package coffee.crema.tastings.score;

import coffee.crema.tastings.form.Form;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one cupper entered for one sample. Unset is not zero: what is absent here was not entered, or was wrong and stands among the errors.
///
/// @param cups how many cups of the sample stand on the table
/// @param values right values by the form's field id
/// @param notes texts by the id of a field or section: remarks, and the values of fields that are notes
/// @param defects absent when what the sheet holds cannot be understood, so that no score may be given
/// @param done whether the cupper said that they are done
/// @param alternatives other values that devices of the same cupper entered at the same time, by JSON pointer; the value itself is the one that the
///   document chose
/// @param errors at most {@value #ERRORS_MAX}
/// @param wrong the ids of fields that hold a wrong value
public record SheetEntry(
        int cups,
        Map<String, FieldValue> values,
        Map<String, String> notes,
        Optional<List<Defect>> defects,
        boolean done,
        Map<String, List<FieldValue>> alternatives,
        List<EntryError> errors,
        Set<String> wrong) {

    /// How many errors are kept; the fields behind the others are unset all the same.
    public static final int ERRORS_MAX = 50;

    /// How many reports of defects a sample may have.
    public static final int DEFECTS_MAX = 32;

    /// How many alternatives of one field are kept.
    public static final int ALTERNATIVES_MAX = 16;

    public SheetEntry {
        values = Map.copyOf(values);
        notes = Map.copyOf(notes);
        alternatives = Map.copyOf(alternatives);
        errors = List.copyOf(errors);
        wrong = Set.copyOf(wrong);
    }

    /// Reads a sample's part of a sheet, whatever a client put there: `{scores: {field: number}, cups: {field: [boolean x cups]},
    /// defects: [{type, intensity, cups: number | [boolean x cups]}], ticks: {field: [option]}, notes: {id: text}, done}`.
    ///
    /// @param cups how many cups of this sample were poured, 1 to 12
    public static SheetEntry parse(Form form, int cups, JsonNode sample) {
        return parse(form, cups, sample, Map.of());
    }

    /// As {@link #parse(Form, int, JsonNode)}.
    ///
    /// @param others what else stands in the document at a place, by JSON pointer inside the sample, for example `/scores/flavor`; the value in
    ///   `sample` need not be among them
    public static SheetEntry parse(
            Form form, int cups, JsonNode sample, Map<String, List<JsonNode>> others) {
        return new EntryReader(form, cups, others).read(sample);
    }

    /// Whether the field has a right value; a remark beside a scale is none.
    public boolean has(String field) {
        return values.containsKey(field);
    }

    /// @return the value of a scale in thousandths, when it is set
    public Optional<Integer> millis(String field) {
        return values.get(field) instanceof FieldValue.Marked(int millis)
                ? Optional.of(millis)
                : Optional.empty();
    }

    /// @return the row of cups, when it is set
    public Optional<CupMarks> marks(String field) {
        return values.get(field) instanceof FieldValue.Cups(CupMarks marks)
                ? Optional.of(marks)
                : Optional.empty();
    }

    /// @return the ticked options; empty when none are, or the field is wrong
    public List<String> ticks(String field) {
        return values.get(field) instanceof FieldValue.Ticked(List<String> options)
                ? options
                : List.of();
    }
}
