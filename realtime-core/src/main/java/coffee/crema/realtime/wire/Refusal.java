package coffee.crema.realtime.wire;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client is told when its message cannot be read. The parser's own messages quote the input and our classes, so they are never passed on.
final class Refusal {
    private static final String MISSING = "Missing required creator property";
    private static final String DUPLICATE = "Duplicate field";
    private static final String DEPTH = "nesting depth";

    private Refusal() {}

    /// @param prefix where reading of the record began, for example `data`
    static RejectedException of(String prefix, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RejectedException rejected -> {
                    return rejected;
                }
                case StreamConstraintsException limit -> {
                    return overLimit(limit);
                }
                case InputCoercionException range -> {
                    return RejectedException.invalid(
                            pathOf(prefix, failure),
                            "out of range for " + wanted(range.getTargetType()));
                }
                case StreamReadException syntax -> {
                    return malformed(syntax);
                }
                default -> {}
            }
        }
        return RejectedException.invalid(pathOf(prefix, failure), rule(failure));
    }

    static RejectedException malformed(String what) {
        return RejectedException.of(ErrorCode.MALFORMED, what);
    }

    private static RejectedException overLimit(StreamConstraintsException limit) {
        return String.valueOf(limit.getMessage()).contains(DEPTH)
                ? malformed("nested too deep")
                : RejectedException.of(
                        ErrorCode.TOO_LARGE, "a text, a name or a number is too long");
    }

    private static RejectedException malformed(StreamReadException syntax) {
        return String.valueOf(syntax.getMessage()).contains(DUPLICATE)
                ? malformed("a field occurs twice")
                : malformed("not well-formed");
    }

    private static String pathOf(String prefix, Throwable failure) {
        return failure instanceof JsonMappingException mapping
                ? FieldPath.of(prefix, mapping.getPath())
                : prefix;
    }

    private static String rule(Throwable failure) {
        return switch (failure) {
            case UnrecognizedPropertyException _ -> "unknown field";
            case InvalidNullException _ -> "must not be null";
            case MismatchedInputException mismatch ->
                    String.valueOf(mismatch.getOriginalMessage()).startsWith(MISSING)
                            ? "is required"
                            : "must be " + wanted(mismatch.getTargetType());
            default -> "not acceptable";
        };
    }

    private static String wanted(@Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> RecordRules.wireName((Enum<?>) constant))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == String.class || TextRecord.isOne(type)) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class || type == OptionalDouble.class) {
            return "a number";
        }
        if (type.isPrimitive()
                || Number.class.isAssignableFrom(type)
                || type == OptionalLong.class
                || type == OptionalInt.class) {
            return "a whole number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "another type";
    }
}
