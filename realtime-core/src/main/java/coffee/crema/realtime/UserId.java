package coffee.crema.realtime;

/// Who a person or a service is, as the identity provider names them (`sub`).
///
/// @param value 1 to 128 visible ASCII characters
public record UserId(String value) {

    /// The longest id accepted, in characters.
    public static final int LENGTH_MAX = 128;

    public UserId {
        Names.requireVisibleAscii("user", value, LENGTH_MAX);
    }

    /// @throws coffee.crema.realtime.wire.RejectedException `invalid_field`, when it is no user id
    public static UserId parse(String field, String value) {
        Names.rejectUnlessVisibleAscii(field, value, LENGTH_MAX);
        return new UserId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
