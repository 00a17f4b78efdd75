package coffee.crema.tastings.form;

/// The bounds of a form. They hold for uploaded and built-in forms alike, and keep the arithmetic of a score far inside a `long`
/// (see {@link ScoreRule}).
public final class FormLimits {

    /// The largest uploaded form, in bytes of UTF-8.
    public static final int BYTES_MAX = 65_536;

    /// How deep its JSON may be nested.
    public static final int DEPTH_MAX = 12;

    /// The longest id of a form, section, field, option or defect, in characters.
    public static final int ID_LENGTH_MAX = 48;

    /// The longest label, in characters.
    public static final int LABEL_LENGTH_MAX = 120;

    public static final int SECTIONS_MAX = 24;
    public static final int FIELDS_MAX = 64;
    public static final int OPTIONS_MAX = 96;
    public static final int DEFECT_TYPES_MAX = 16;
    public static final int BANDS_MAX = 16;

    /// How many cups of one sample may stand on the table.
    public static final int CUPS_MAX = 12;

    /// The largest value of a scale, either side of zero.
    public static final int VALUE_MAX = 10_000;

    /// The largest weight, and the most points of a cup or defect, either side of zero.
    public static final int WEIGHT_MAX = 100;

    /// The largest intensity of a defect.
    public static final int INTENSITY_MAX = 10;

    /// The longest note, in characters.
    public static final int NOTE_LENGTH_MAX = 4_000;

    /// How many errors an answer about a form or an entry holds; the rest is left out.
    public static final int ERRORS_MAX = 50;

    /// Digits after the point of a value on a scale.
    public static final int VALUE_DIGITS = 3;

    /// Digits after the point of a weight, a constant, or points.
    public static final int WEIGHT_DIGITS = 6;

    private FormLimits() {}
}
