package coffee.crema.server.http.api;

import coffee.crema.realtime.wire.RawJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON Schema of records as `WireMapper` writes and reads them. Records inside of records get a name and are described once, under `components/schemas`.
final class JsonSchemas {
    private static final Map<Class<?>, Map<String, Object>> PLAIN =
            Map.ofEntries(
                    Map.entry(String.class, Map.of("type", "string")),
                    Map.entry(int.class, Map.of("type", "integer", "format", "int32")),
                    Map.entry(Integer.class, Map.of("type", "integer", "format", "int32")),
                    Map.entry(OptionalInt.class, Map.of("type", "integer", "format", "int32")),
                    Map.entry(long.class, Map.of("type", "integer", "format", "int64")),
                    Map.entry(Long.class, Map.of("type", "integer", "format", "int64")),
                    Map.entry(OptionalLong.class, Map.of("type", "integer", "format", "int64")),
                    Map.entry(boolean.class, Map.of("type", "boolean")),
                    Map.entry(Boolean.class, Map.of("type", "boolean")),
                    Map.entry(double.class, Map.of("type", "number")),
                    Map.entry(Double.class, Map.of("type", "number")),
                    Map.entry(RawJson.class, Map.of("type", "object")),
                    Map.entry(Object.class, Map.of()));

    private final TreeMap<String, Map<String, Object>> named = new TreeMap<>();
    private final Map<String, Class<?>> names = new LinkedHashMap<>();

    /// What {@link #of} has named so far.
    Map<String, Map<String, Object>> named() {
        return named;
    }

    /// What a client sends: nothing but these fields.
    Map<String, Object> closed(Class<?> type) {
        Map<String, Object> schema = open(type);
        schema.put("additionalProperties", false);
        return schema;
    }

    /// What the server says: more fields may come with a newer one.
    Map<String, Object> open(Class<?> type) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (RecordComponent field : type.getRecordComponents()) {
            properties.put(field.getName(), of(field.getGenericType()));
            if (!mayBeAbsent(field)) {
                required.add(field.getName());
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        return schema;
    }

    Map<String, Object> of(Type type) {
        return switch (type) {
            case ParameterizedType generic -> ofGeneric(generic);
            case Class<?> plain -> ofClass(plain);
            default -> throw new IllegalArgumentException("cannot be described: " + type);
        };
    }

    private Map<String, Object> ofGeneric(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return of(arguments[0]);
        }
        if (type.getRawType() == List.class) {
            return ordered("type", "array", "items", of(arguments[0]));
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return arguments[1] == Object.class
                    ? ordered("type", "object")
                    : ordered("type", "object", "additionalProperties", of(arguments[1]));
        }
        throw new IllegalArgumentException("cannot be described: " + type);
    }

    private Map<String, Object> ofClass(Class<?> type) {
        Map<String, Object> plain = PLAIN.get(type);
        if (plain != null) {
            return new LinkedHashMap<>(new TreeMap<>(plain));
        }
        if (type.isEnum()) {
            return ordered(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(value -> wireName((Enum<?>) value))
                            .toList());
        }
        if (isText(type)) {
            return ordered("type", "string");
        }
        if (type.isRecord()) {
            return reference(type);
        }
        throw new IllegalArgumentException("cannot be described: " + type);
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        Class<?> other = names.putIfAbsent(name, type);
        if (other == null) {
            named.put(name, open(type));
        } else if (other != type) {
            throw new IllegalArgumentException("two records are named " + name);
        }
        return ordered("$ref", "#/components/schemas/" + name);
    }

    private static boolean mayBeAbsent(RecordComponent field) {
        return List.of(Optional.class, OptionalInt.class, OptionalLong.class)
                        .contains(field.getType())
                || field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isText(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getName().equals("value")
                && type.getRecordComponents()[0].getType() == String.class;
    }

    private static String wireName(Enum<?> value) {
        try {
            return (String) value.getDeclaringClass().getMethod("wireName").invoke(value);
        } catch (NoSuchMethodException e) {
            return value.name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param pairs keys and values in turn
    static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
