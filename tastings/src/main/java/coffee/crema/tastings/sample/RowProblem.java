package coffee.crema.tastings.sample;

import java.math.BigDecimal;

/// What is odd about an imported row. The row is imported all the same.
public sealed interface RowProblem {

    /// Where the row begins in the file, from 1.
    long line();

    String lot();

    /// The total is not the sum of its parts.
    record TotalDiffers(long line, String lot, BigDecimal sum, BigDecimal total)
            implements RowProblem {}

    /// The total is zero, as in a file of which a row was never filled in.
    record TotalZero(long line, String lot) implements RowProblem {}

    /// A cell of the grading holds no number, so the row has no grading.
    record NotANumber(long line, String lot, String column) implements RowProblem {}

    /// The row has more or fewer cells than the header.
    record CellCount(long line, String lot, int cells, int columns) implements RowProblem {}

    /// The lot was there before.
    record DuplicateLot(long line, String lot, long firstLine) implements RowProblem {}
}
