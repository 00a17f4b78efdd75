package coffee.crema.tastings.export;

import java.util.regex.Pattern;

/// Keeps a spreadsheet from running what a cupper wrote. A cell that begins like a formula gets an apostrophe before it; so does what would begin
/// one if the program splits the text at another separator or quote than we did. Numbers stay as they are.
final class FormulaGuard {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /// Full-width forms are taken for the plain ones by some programs.
    private static final Pattern FORMULA =
            Pattern.compile(
                    "(^|[,;|\\t\\r\\n\"'])([\\s\\u00a0]*)([=+\\-@\\uff1d\\uff0b\\uff0d\\uff20])");

    private static final Pattern CONTROL_FIRST = Pattern.compile("^[\\t\\r\\n]");

    private FormulaGuard() {}

    static String guarded(String cell) {
        if (NUMBER.matcher(cell).matches()) {
            return cell;
        }
        String safe = FORMULA.matcher(cell).replaceAll("$1$2'$3");
        return CONTROL_FIRST.matcher(safe).find() ? "'" + safe : safe;
    }
}
