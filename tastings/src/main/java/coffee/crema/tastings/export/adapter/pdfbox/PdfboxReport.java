package coffee.crema.tastings.export.adapter.pdfbox;

import coffee.crema.tastings.export.PdfReport;
import coffee.crema.tastings.export.Radar;
import coffee.crema.tastings.export.ReportLanguage;
import coffee.crema.tastings.export.SessionResult;
import coffee.crema.tastings.score.Completion;
import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.statistics.Agreement;
import coffee.crema.tastings.statistics.Histogram;
import coffee.crema.tastings.statistics.Measure;
import coffee.crema.tastings.statistics.SampleStatistics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reports by PDFBox, with charts of our own.
public final class PdfboxReport implements PdfReport {
    private static final float[] OVERVIEW = {0, 50, 250, 300, 350, 400, 450};
    private static final float[] SCORES = {0, 180, 250, 320};

    private final Counter cutOff;

    public PdfboxReport(MeterRegistry meters) {
        this.cutOff = meters.counter("crema.tastings.exports.cut-off");
    }

    @Override
    public byte[] write(SessionResult result, ReportLanguage language) {
        try (var paper = new Paper(result.title())) {
            new Writer(paper, result, language).write();
            if (paper.full()) {
                cutOff.increment();
            }
            return paper.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private record Writer(Paper paper, SessionResult result, ReportLanguage language) {

        void write() throws IOException {
            paper.heading(result.title(), 18);
            paper.line(language.of(result.form().title()) + " (" + result.form().ref() + ")");
            paper.line(
                    say("커퍼", "Cuppers")
                            + ": "
                            + result.cuppers().stream()
                                    .map(SessionResult.Cupper::name)
                                    .collect(Collectors.joining(", ")));
            overview();
            agreement();
            for (SessionResult.Sample sample : result.samples()) {
                if (paper.full()) {
                    paper.line(say("여기서 잘렸습니다", "Cut off here"));
                    return;
                }
                sample(sample);
            }
        }

        private void overview() throws IOException {
            paper.heading(say("샘플", "Samples"), 13);
            paper.row(
                    OVERVIEW,
                    say("코드", "Code"),
                    say("정체", "Identity"),
                    "n",
                    say("평균", "Mean"),
                    say("중앙값", "Median"),
                    say("표준편차", "SD"),
                    say("절사평균", "Trimmed"));
            for (SessionResult.Sample sample : result.samples()) {
                Optional<SampleStatistics> found = statistics(sample);
                if (found.isPresent() && !paper.full()) {
                    SampleStatistics s = found.get();
                    paper.row(
                            OVERVIEW,
                            sample.code(),
                            identity(sample),
                            s.n() + "/" + s.of(),
                            text(s.mean()),
                            text(s.median()),
                            text(s.deviation()),
                            text(s.trimmedMean()));
                }
            }
        }

        private void agreement() throws IOException {
            Agreement a = result.statistics().agreement();
            paper.line("");
            paper.line(
                    say("일치도", "Agreement")
                            + " ("
                            + a.cuppers()
                            + "/"
                            + a.of()
                            + "): Kendall W "
                            + text(a.kendallW())
                            + " (chi2 "
                            + text(a.chiSquare())
                            + ", df "
                            + a.degreesOfFreedom()
                            + "), ICC(2,1) "
                            + text(a.iccSingle())
                            + ", ICC(2,k) "
                            + text(a.iccPanel()));
        }

        private void sample(SessionResult.Sample sample) throws IOException {
            paper.room(Charts.HEIGHT + 80);
            paper.heading(say("샘플 ", "Sample ") + sample.code(), 13);
            if (!sample.identity().isEmpty()) {
                paper.line(identity(sample));
            }
            charts(sample);
            paper.row(SCORES, say("커퍼", "Cupper"), say("점수", "Score"), "z", say("비고", "Remarks"));
            for (SessionResult.Sheet sheet : result.sheetsOf(sample)) {
                if (!paper.full()) {
                    score(sheet, statistics(sample));
                }
            }
        }

        private void charts(SessionResult.Sample sample) throws IOException {
            Histogram histogram =
                    Histogram.of(
                            statistics(sample).stream()
                                    .flatMap(s -> s.marks().stream())
                                    .map(SampleStatistics.Mark::hundredths)
                                    .toList());
            Radar radar = Radar.of(result.form(), result.sheetsOf(sample));
            if (histogram.bins().isEmpty() && radar.axes().isEmpty()) {
                return;
            }
            float top = paper.room(Charts.HEIGHT + 20);
            if (!histogram.bins().isEmpty()) {
                Charts.histogram(paper, histogram, Paper.MARGIN, top, Paper.WIDTH / 2);
            }
            if (!radar.axes().isEmpty()) {
                Charts.radar(paper, radar, language, Paper.MARGIN + Paper.WIDTH / 2, top);
            }
            paper.down(Charts.HEIGHT + 4);
            for (Radar.Axis axis : radar.axes()) {
                paper.line(
                        language.of(axis.label())
                                + ": "
                                + String.format(Locale.ROOT, "%.2f", axis.millis() / 1000)
                                + " (n = "
                                + axis.cuppers()
                                + ")");
            }
        }

        private void score(SessionResult.Sheet sheet, Optional<SampleStatistics> statistics)
                throws IOException {
            Optional<SampleStatistics.Mark> mark =
                    statistics.stream()
                            .flatMap(s -> s.marks().stream())
                            .filter(m -> m.cupper().equals(sheet.cupper()))
                            .findFirst();
            paper.row(
                    SCORES,
                    result.nameOf(sheet.cupper()),
                    scoreText(sheet.score()),
                    mark.map(m -> text(m.modifiedZ())).orElse(""),
                    remarks(sheet, mark));
        }

        private static String scoreText(Score score) {
            return switch (score) {
                case Score.Complete complete -> complete.text();
                case Score.Incomplete(Completion done) -> done.text();
                case Score.Unscored(Completion done) -> done.text();
            };
        }

        private String remarks(SessionResult.Sheet sheet, Optional<SampleStatistics.Mark> mark) {
            var remarks = new StringBuilder();
            if (mark.filter(SampleStatistics.Mark::flagged).isPresent()) {
                remarks.append(say("이상치. ", "Outlier. "));
            }
            if (sheet.score() instanceof Score.Complete complete && complete.adapted()) {
                remarks.append(say("컵 수 조정. ", "Adapted. "));
            }
            if (sheet.late()) {
                remarks.append(say("늦게 제출. ", "Late. "));
            }
            sheet.excluded().ifPresent(r -> remarks.append(say("제외: ", "Excluded: ")).append(r));
            return remarks.toString();
        }

        private Optional<SampleStatistics> statistics(SessionResult.Sample sample) {
            return result.statistics().samples().stream()
                    .filter(s -> s.sample().equals(sample.code()))
                    .findFirst();
        }

        private static String identity(SessionResult.Sample sample) {
            return new TreeMap<>(sample.identity())
                    .entrySet().stream()
                            .map(e -> e.getKey() + ": " + e.getValue())
                            .collect(Collectors.joining(", "));
        }

        private static String text(Measure measure) {
            return measure.figure().map(v -> String.format(Locale.ROOT, "%.2f", v)).orElse("-");
        }

        private String say(String ko, String en) {
            return language.of(ko, en);
        }
    }
}
