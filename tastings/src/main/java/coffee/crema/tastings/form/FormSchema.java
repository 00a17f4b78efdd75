package coffee.crema.tastings.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Checks the shape of a form against `form-1.schema.json`.
///
/// **Threading.** Any thread, many at once; does not block.
public interface FormSchema {

    /// @return what is wrong, at most {@value FormLimits#ERRORS_MAX}; empty when the shape is right. What the schema cannot say (references, sums) is
    ///   not looked at
    List<FormError> check(JsonNode form);
}
