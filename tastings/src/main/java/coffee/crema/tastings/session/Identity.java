package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a sample is: hidden until its reveal.
///
/// @param name what it is called, 1 to {@link TastingLimits#TEXT_MAX} characters; so are the others, where they are known
/// @param more whatever else is known of it, at most {@link #MORE_MAX} properties by name: what a file of samples says in columns of its own
public record Identity(
        String name,
        @Nullable String producer,
        @Nullable String country,
        @Nullable String region,
        @Nullable String variety,
        @Nullable String process,
        @Nullable String lot,
        @Nullable Map<String, String> more) {

    /// Properties besides the named ones.
    public static final int MORE_MAX = 64;

    private static final int KEY_MAX = 64;

    public static Identity named(String name) {
        return new Identity(name, null, null, null, null, null, null, null);
    }

    /// @param field of this identity, for the refusal
    Identity checked(String field) {
        return new Identity(
                Fields.text(field + ".name", name, TastingLimits.TEXT_MAX),
                text(field + ".producer", producer),
                text(field + ".country", country),
                text(field + ".region", region),
                text(field + ".variety", variety),
                text(field + ".process", process),
                text(field + ".lot", lot),
                more == null || more.isEmpty() ? null : properties(field, more));
    }

    private static @Nullable String text(String field, @Nullable String value) {
        return value == null ? null : Fields.text(field, value, TastingLimits.TEXT_MAX);
    }

    private static Map<String, String> properties(String field, Map<String, String> more) {
        if (more.size() > MORE_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_MANY, field + ".more: at most " + MORE_MAX, MORE_MAX);
        }
        Map<String, String> checked = new TreeMap<>();
        more.forEach((key, value) -> {
            String name = Fields.text(field + ".more", key, KEY_MAX);
            checked.put(name, Fields.text(field + "." + name, value, TastingLimits.TEXT_MAX));
        });
        return checked;
    }
}
