package coffee.crema.rooms;

import coffee.crema.realtime.wire.RejectedException;
import java.util.Locale;

/// Who may come in.
public enum Visibility {
    /// Every member of the platform; the room is listed.
    PUBLIC,
    /// Those who were given a role, and holders of a guest token.
    INVITE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws RejectedException `invalid_field`, when there is no such visibility
    public static Visibility parse(String field, String wireName) {
        for (Visibility visibility : values()) {
            if (visibility.wireName().equals(wireName)) {
                return visibility;
            }
        }
        throw RejectedException.invalid(field, "public or invite");
    }
}
