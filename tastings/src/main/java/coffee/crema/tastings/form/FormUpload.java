package coffee.crema.tastings.form;

import java.util.List;

/// What became of an uploaded form.
public sealed interface FormUpload {
    record Accepted(Form form) implements FormUpload {}

    /// @param errors at least one, at most {@value FormLimits#ERRORS_MAX}
    record Refused(List<FormError> errors) implements FormUpload {
        public Refused {
            errors = List.copyOf(errors);
        }
    }
}
