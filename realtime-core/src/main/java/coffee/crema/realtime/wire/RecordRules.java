package coffee.crema.realtime.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.io.Serial;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How our records are read, without an annotation on any of them: components are required and not null, unless they are an `Optional…` or `@Nullable`; enums
/// travel by their `wireName()` if they have one.
final class RecordRules extends NopAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalLong.class, OptionalInt.class, OptionalDouble.class);

    private static final String ANYTHING = Object.class.getName();

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        RecordComponent component = componentOf(member);
        return component == null ? null : isRequired(component);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        RecordComponent component = componentOf(annotated);
        if (component == null) {
            return JsonSetter.Value.empty();
        }
        // A null inside of a collection is never wanted, unless the collection holds just anything.
        boolean holdsAnything = component.getGenericType().getTypeName().contains(ANYTHING);
        return JsonSetter.Value.construct(
                isRequired(component) ? Nulls.FAIL : Nulls.DEFAULT,
                holdsAnything ? Nulls.DEFAULT : Nulls.FAIL);
    }

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
        for (int i = 0; i < values.length; i++) {
            names[i] = wireName(values[i]);
        }
        return names;
    }

    static String wireName(Enum<?> value) {
        try {
            return (String) value.getDeclaringClass().getMethod("wireName").invoke(value);
        } catch (NoSuchMethodException e) {
            return value.name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "wireName() of " + value.getDeclaringClass() + " must be public", e);
        }
    }

    private static boolean isRequired(RecordComponent component) {
        return !OPTIONALS.contains(component.getType())
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable RecordComponent componentOf(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getDeclaringClass().isRecord()) {
            RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
            // Another constructor than the canonical one is never used.
            return parameter.getIndex() < components.length
                    ? components[parameter.getIndex()]
                    : null;
        }
        return null;
    }
}
