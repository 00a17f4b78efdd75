package coffee.crema.tastings.session;

import coffee.crema.rooms.Fields;
import org.jspecify.annotations.Nullable;

/// What a sample is: hidden until its reveal.
///
/// @param name what it is called, 1 to {@link TastingLimits#TEXT_MAX} characters; so are the others, where they are known
public record Identity(
        String name,
        @Nullable String producer,
        @Nullable String country,
        @Nullable String region,
        @Nullable String variety,
        @Nullable String process,
        @Nullable String lot) {

    public static Identity named(String name) {
        return new Identity(name, null, null, null, null, null, null);
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
                text(field + ".lot", lot));
    }

    private static @Nullable String text(String field, @Nullable String value) {
        return value == null ? null : Fields.text(field, value, TastingLimits.TEXT_MAX);
    }
}
