package coffee.crema.tastings.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.OptionalLong;

/// Decimals as whole numbers of their smallest digit: 8.25 with three digits is 8250. Scores are computed on these, so that 0.1 + 0.2 is 0.3.
public final class Decimal {
    private Decimal() {}

    /// @param digits after the point
    /// @param max the bound either side of zero, as a plain number
    /// @return empty when the node is no number, is out of bounds, or has more digits
    public static OptionalLong scaled(JsonNode node, int digits, long max) {
        if (!node.isNumber()) {
            return OptionalLong.empty();
        }
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            return OptionalLong.empty();
        }
        return scaled(node.decimalValue(), digits, max);
    }

    /// As {@link #scaled(JsonNode, int, long)}. The bound is checked before anything is expanded: 1e999999999 costs nothing.
    public static OptionalLong scaled(BigDecimal value, int digits, long max) {
        if (value.abs().compareTo(BigDecimal.valueOf(max)) > 0) {
            return OptionalLong.empty();
        }
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() > digits) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(plain.movePointRight(digits).longValueExact());
    }

    /// The shortest plain text: 8250 with three digits is `8.25`.
    public static String text(long scaled, int digits) {
        BigDecimal value = BigDecimal.valueOf(scaled, digits).stripTrailingZeros();
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }

    /// The number rounded to the nearest unit, ties towards the larger one.
    ///
    /// @param numerator of the exact value
    /// @param denominator above zero
    public static long roundHalfUp(long numerator, long denominator) {
        return Math.floorDiv(
                Math.addExact(Math.multiplyExact(2, numerator), denominator),
                Math.multiplyExact(2, denominator));
    }
}
