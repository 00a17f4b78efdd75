package coffee.crema.tastings.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Takes the forms that people bring. Safe for any number of threads.
public final class OwnForms {
    private static final ObjectMapper STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(FormLimits.DEPTH_MAX)
                                                    .maxDocumentLength(FormLimits.BYTES_MAX)
                                                    .maxNumberLength(32)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private final FormSchema schema;

    public OwnForms(FormSchema schema) {
        this.schema = schema;
    }

    /// Checks in three steps, each only when the one before found nothing: JSON, schema, and what refers to what.
    ///
    /// @param json UTF-8, at most {@value FormLimits#BYTES_MAX} bytes
    public FormUpload take(byte[] json) {
        if (json.length > FormLimits.BYTES_MAX) {
            return refused("bytes", "at most " + FormLimits.BYTES_MAX + " bytes");
        }
        JsonNode tree;
        try {
            tree = STRICT.readTree(json);
        } catch (JsonProcessingException e) {
            return refused("json", "not well-formed JSON" + place(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return take(tree);
    }

    /// As {@link #take(byte[])}, for a form that is parsed already.
    public FormUpload take(JsonNode form) {
        List<FormError> shape = schema.check(form);
        if (!shape.isEmpty()) {
            return new FormUpload.Refused(shape);
        }
        var errors = new ArrayList<FormError>();
        Form read = FormReader.read(form, errors);
        if (Forms.builtIn().reserves(read.ref().id())) {
            errors.add(new FormError("/id", "reserved", "a form of this id comes with the server"));
        }
        FormChecks.check(read, errors);
        return errors.isEmpty()
                ? new FormUpload.Accepted(read)
                : new FormUpload.Refused(errors.stream().limit(FormLimits.ERRORS_MAX).toList());
    }

    private static FormUpload refused(String rule, String message) {
        return new FormUpload.Refused(List.of(new FormError("", rule, message)));
    }

    private static String place(JsonLocation location) {
        return location == null
                ? ""
                : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
