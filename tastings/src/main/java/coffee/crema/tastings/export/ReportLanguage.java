package coffee.crema.tastings.export;

import coffee.crema.tastings.form.Label;

/// The language of a report. What people wrote stays in theirs.
public enum ReportLanguage {
    KO,
    EN;

    public String of(Label label) {
        return this == KO ? label.ko() : label.en();
    }

    public String of(String ko, String en) {
        return this == KO ? ko : en;
    }
}
