package coffee.crema.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands in a transcript for values that differ from run to run: `$number`, `$text:session`, `$number:offset+1`.
final class Placeholders {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "\\$(any|number|text|boolean|list|object)(?::([a-z-]+))?(?:\\+(\\d+))?");
    private static final String MORE = "$more";

    /// By name, once they were seen.
    private final Map<String, JsonNode> values = new HashMap<>();

    void put(String name, JsonNode value) {
        values.put(name, value);
    }

    /// Whether a message is what the pattern says; then its named values are known from here on.
    boolean matches(JsonNode pattern, JsonNode actual) {
        Map<String, JsonNode> seen = new HashMap<>(values);
        if (!matches(pattern, actual, seen)) {
            return false;
        }
        values.putAll(seen);
        return true;
    }

    /// The pattern with the values that are known.
    JsonNode filled(JsonNode pattern) {
        if (pattern.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            pattern.properties().forEach(one -> object.set(one.getKey(), filled(one.getValue())));
            return object;
        }
        if (pattern.isArray()) {
            var list = JsonNodeFactory.instance.arrayNode();
            pattern.forEach(one -> list.add(filled(one)));
            return list;
        }
        return placeholder(pattern)
                .map(one ->
                        one.known(values)
                                .orElseThrow(() ->
                                        new IllegalStateException(pattern + " was never seen")))
                .orElse(pattern);
    }

    private static boolean matches(JsonNode pattern, JsonNode actual, Map<String, JsonNode> seen) {
        Optional<Placeholder> placeholder = placeholder(pattern);
        if (placeholder.isPresent()) {
            return placeholder.get().takes(actual, seen);
        }
        if (pattern.isObject()) {
            return actual.isObject() && fieldsMatch(pattern, actual, seen);
        }
        if (pattern.isArray()) {
            return actual.isArray() && elementsMatch(pattern, actual, seen);
        }
        boolean numbers = pattern.isNumber() && actual.isNumber();
        return numbers
                ? pattern.decimalValue().compareTo(actual.decimalValue()) == 0
                : pattern.equals(actual);
    }

    private static boolean fieldsMatch(
            JsonNode pattern, JsonNode actual, Map<String, JsonNode> seen) {
        boolean more = pattern.has(MORE);
        if (!more && pattern.size() != actual.size()) {
            return false;
        }
        return pattern.properties().stream()
                .filter(one -> !one.getKey().equals(MORE))
                .allMatch(one ->
                        actual.has(one.getKey())
                                && matches(one.getValue(), actual.get(one.getKey()), seen));
    }

    private static boolean elementsMatch(
            JsonNode pattern, JsonNode actual, Map<String, JsonNode> seen) {
        if (pattern.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            if (!matches(pattern.get(i), actual.get(i), seen)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Placeholder> placeholder(JsonNode pattern) {
        Matcher matcher = SHAPE.matcher(pattern.isTextual() ? pattern.asText() : "");
        return matcher.matches()
                ? Optional.of(
                        new Placeholder(
                                matcher.group(1),
                                matcher.group(2),
                                matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /// @param plus what is added to the named number
    private record Placeholder(String type, @Nullable String name, long plus) {

        boolean takes(JsonNode actual, Map<String, JsonNode> seen) {
            if (!isOfType(actual)) {
                return false;
            }
            if (name == null) {
                return true;
            }
            Optional<JsonNode> known = known(seen);
            if (known.isEmpty() && plus == 0) {
                seen.put(name, actual);
                return true;
            }
            return known.filter(value -> value.asText().equals(actual.asText())).isPresent();
        }

        Optional<JsonNode> known(Map<String, JsonNode> seen) {
            return Optional.ofNullable(seen.get(String.valueOf(name)))
                    .map(value ->
                            plus == 0
                                    ? value
                                    : JsonNodeFactory.instance.numberNode(value.asLong() + plus));
        }

        private boolean isOfType(JsonNode actual) {
            return switch (type) {
                case "number" -> actual.isNumber();
                case "text" -> actual.isTextual();
                case "boolean" -> actual.isBoolean();
                case "list" -> actual.isArray();
                case "object" -> actual.isObject();
                default -> true;
            };
        }
    }
}
