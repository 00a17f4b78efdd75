package coffee.crema.tastings.export;

import coffee.crema.tastings.export.SessionResult.Cupper;
import coffee.crema.tastings.export.SessionResult.Sample;
import coffee.crema.tastings.export.SessionResult.Sheet;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormRef;
import coffee.crema.tastings.form.Forms;
import coffee.crema.tastings.score.SampleJson;
import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.score.SheetEntry;
import coffee.crema.tastings.statistics.PanelSheet;
import coffee.crema.tastings.statistics.PanelStatistics;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sessions to export.
final class Results {
    private static final List<Cupper> CUPPERS =
            List.of(new Cupper("u1", "김민지"), new Cupper("u2", "Ann"));

    private Results() {}

    static SessionResult affective() {
        return affective("Cupping of the day", Map.of("lot", "L1", "country", "Kenya"));
    }

    static SessionResult blind() {
        return affective("Cupping of the day", Map.of());
    }

    static SessionResult titled(String title) {
        return affective(title, Map.of());
    }

    private static SessionResult affective(String title, Map<String, String> identity) {
        Form form = SampleJson.form(Forms.CVA_AFFECTIVE);
        SheetEntry sixes =
                SheetEntry.parse(
                        form,
                        5,
                        SampleJson.of(form).scores("6,6,6,6,6,6,6,6").json(),
                        Map.of("/scores/fragrance", List.of(IntNode.valueOf(7))));
        SheetEntry eights =
                SampleJson.of(form)
                        .scores("8,8,8,8,8,8,8,8")
                        .cups("defective", 1)
                        .defective("potato", 1)
                        .note("remarks", "=1+1")
                        .entry();
        SheetEntry half = SampleJson.of(form).scores("5,5,5,5").entry();
        return result(
                title,
                form,
                List.of(new Sample("314", identity), new Sample("592", Map.of())),
                List.of(
                        sheet(form, "u1", "314", sixes),
                        sheet(form, "u2", "314", eights),
                        new Sheet(
                                "u1",
                                "592",
                                half,
                                Score.of(form, half),
                                Optional.of("spilled"),
                                true)));
    }

    static SessionResult descriptive(int samples) {
        Form form = SampleJson.form(Forms.CVA_DESCRIPTIVE);
        var flight = new ArrayList<Sample>();
        var sheets = new ArrayList<Sheet>();
        for (int i = 1; i <= samples; i++) {
            String code = Integer.toString(100 + i);
            flight.add(new Sample(code, Map.of()));
            sheets.add(
                    sheet(form, "u1", code, SampleJson.of(form).scores("5,6,12,8,9,10,3").entry()));
            sheets.add(
                    sheet(form, "u2", code, SampleJson.of(form).scores("5,6,10,8,9,10,3").entry()));
        }
        return result("Descriptive", form, flight, sheets);
    }

    static SessionResult empty() {
        return result("Nobody came", form(Forms.COE), List.of(), List.of());
    }

    private static Form form(FormRef ref) {
        return SampleJson.form(ref);
    }

    private static Sheet sheet(Form form, String cupper, String sample, SheetEntry entry) {
        return new Sheet(cupper, sample, entry, Score.of(form, entry), Optional.empty(), false);
    }

    private static SessionResult result(
            String title, Form form, List<Sample> samples, List<Sheet> sheets) {
        List<PanelSheet> panel =
                sheets.stream()
                        .map(s ->
                                new PanelSheet(
                                        s.cupper(),
                                        s.sample(),
                                        s.score() instanceof Score.Complete complete
                                                ? Optional.of(complete.hundredths())
                                                : Optional.empty(),
                                        s.excluded()))
                        .toList();
        return new SessionResult(
                "s-1",
                title,
                form,
                samples,
                CUPPERS,
                sheets,
                PanelStatistics.of(
                        CUPPERS.stream().map(Cupper::id).toList(),
                        samples.stream().map(Sample::code).toList(),
                        panel));
    }
}
