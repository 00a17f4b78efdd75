package coffee.crema.realtime.wire;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a field at fault is named to the client: `data.channels[2].offset`.
final class FieldPath {
    private FieldPath() {}

    /// The path of the current value, from the message's root.
    static String of(JsonStreamContext context) {
        var path = new StringBuilder();
        append(path, context);
        return path.toString();
    }

    private static void append(StringBuilder path, @Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return;
        }
        append(path, context.getParent());
        if (context.inArray()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.getCurrentName() != null) {
            dot(path).append(context.getCurrentName());
        }
    }

    /// @param prefix where reading of the record began, for example `data`; empty for the root
    static String of(String prefix, List<JsonMappingException.Reference> references) {
        var path = new StringBuilder(prefix);
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() != null) {
                dot(path).append(reference.getFieldName());
            } else {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    private static StringBuilder dot(StringBuilder path) {
        return path.isEmpty() ? path : path.append('.');
    }
}
