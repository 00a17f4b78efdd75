package coffee.crema.tastings.score;

import coffee.crema.tastings.form.FormLimits;
import java.util.List;
import java.util.stream.IntStream;

/// A yes or no for each cup of a sample.
///
/// @param cups how many cups, 1 to {@value FormLimits#CUPS_MAX}
/// @param bits the lowest bit is the first cup
public record CupMarks(int cups, int bits) {

    public CupMarks {
        if (cups < 1 || cups > FormLimits.CUPS_MAX || bits >>> cups != 0) {
            throw new IllegalArgumentException(bits + " does not mark " + cups + " cups");
        }
    }

    public static CupMarks none(int cups) {
        return new CupMarks(cups, 0);
    }

    public int count() {
        return Integer.bitCount(bits);
    }

    public boolean all() {
        return count() == cups;
    }

    /// @param cup from 0
    public boolean marked(int cup) {
        return (bits >>> cup & 1) == 1;
    }

    public CupMarks and(CupMarks other) {
        return new CupMarks(cups, bits & other.bits);
    }

    public CupMarks or(CupMarks other) {
        return new CupMarks(cups, bits | other.bits);
    }

    public CupMarks without(CupMarks other) {
        return new CupMarks(cups, bits & ~other.bits);
    }

    public List<Boolean> toList() {
        return IntStream.range(0, cups).mapToObj(this::marked).toList();
    }
}
