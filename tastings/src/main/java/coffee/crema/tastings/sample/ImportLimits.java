package coffee.crema.tastings.sample;

/// The bounds of an imported file.
public final class ImportLimits {

    /// The largest file, in bytes.
    public static final int BYTES_MAX = 4 * 1024 * 1024;

    /// The most rows below the header.
    public static final int ROWS_MAX = 10_000;

    public static final int COLUMNS_MAX = 64;

    /// The longest cell, in characters.
    public static final int CELL_LENGTH_MAX = 2_000;

    /// The longest number, in characters.
    public static final int NUMBER_LENGTH_MAX = 20;

    private ImportLimits() {}
}
