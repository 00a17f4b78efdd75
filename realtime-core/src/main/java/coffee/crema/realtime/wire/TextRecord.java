package coffee.crema.realtime.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/// A record whose only component is a text named `value`: an id. It travels as that text, and is read by its `parse(field, value)`, which refuses with a sentence.
final class TextRecord {
    private final MethodHandle text;
    private final MethodHandle fresh;
    private final @Nullable MethodHandle parse;

    TextRecord(Class<?> type) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            text =
                    lookup.findVirtual(type, "value", MethodType.methodType(String.class))
                            .asType(MethodType.methodType(String.class, Object.class));
            fresh =
                    lookup.findConstructor(type, MethodType.methodType(void.class, String.class))
                            .asType(MethodType.methodType(Object.class, String.class));
            parse = parseOf(lookup, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be public to travel", e);
        }
    }

    static boolean isOne(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        RecordComponent[] components = type.getRecordComponents();
        return components.length == 1
                && components[0].getType() == String.class
                && components[0].getName().equals("value");
    }

    private static @Nullable MethodHandle parseOf(MethodHandles.Lookup lookup, Class<?> type)
            throws IllegalAccessException {
        try {
            return lookup.findStatic(
                            type, "parse", MethodType.methodType(type, String.class, String.class))
                    .asType(MethodType.methodType(Object.class, String.class, String.class));
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    String textOf(Object id) {
        try {
            return (String) text.invokeExact(id);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @throws RejectedException when the text is no such id
    Object of(String field, String value) {
        try {
            return parse == null ? fresh.invokeExact(value) : parse.invokeExact(field, value);
        } catch (RejectedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw RejectedException.invalid(field, "not acceptable");
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("an id neither throws nor fails otherwise", e);
    }
}
