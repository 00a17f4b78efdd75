package coffee.crema.tastings.session;

import coffee.crema.realtime.wire.RejectedException;
import java.util.regex.Pattern;

/// A cupping session's name in commands and addresses.
///
/// @param value 1 to 64 characters of `A-Z a-z 0-9 . _ -`
public record TastingId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public TastingId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session's id");
        }
    }

    /// @throws RejectedException `invalid_field`, when it is no session's id
    public static TastingId parse(String field, String value) {
        if (!SHAPE.matcher(value).matches()) {
            throw RejectedException.invalid(field, "1 to 64 characters of A-Z a-z 0-9 . _ -", 64);
        }
        return new TastingId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
