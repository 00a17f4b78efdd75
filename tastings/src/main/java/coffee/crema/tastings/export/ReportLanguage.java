package coffee.crema.tastings.export;

import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.form.Label;

/// The language of a report. What people wrote stays in theirs.
public enum ReportLanguage {
    KO,
    EN;

    /// @throws RejectedException `invalid_field`
    public static ReportLanguage parse(String field, String value) {
        return switch (value) {
            case "ko" -> KO;
            case "en" -> EN;
            default -> throw RejectedException.invalid(field, "ko or en");
        };
    }

    public String of(Label label) {
        return this == KO ? label.ko() : label.en();
    }

    public String of(String ko, String en) {
        return this == KO ? ko : en;
    }
}
