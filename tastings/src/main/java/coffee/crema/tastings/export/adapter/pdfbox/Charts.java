package coffee.crema.tastings.export.adapter.pdfbox;

import coffee.crema.tastings.export.Radar;
import coffee.crema.tastings.export.ReportLanguage;
import coffee.crema.tastings.statistics.Histogram;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/// The two charts of a report. Black and grey, so that they survive a copier; the numbers stand beside them.
final class Charts {
    static final float HEIGHT = 150;

    private static final float SMALL = 7;
    private static final int RINGS = 3;

    private Charts() {}

    /// @param x the left edge
    /// @param top the upper edge
    static void histogram(Paper paper, Histogram histogram, float x, float top, float width)
            throws IOException {
        PDPageContentStream page = paper.page();
        float base = top - HEIGHT + 2 * SMALL;
        float step = width / histogram.bins().size();
        int most = histogram.bins().stream().mapToInt(Histogram.Bin::count).max().orElse(1);
        int every = Math.max(1, (int) Math.ceil(24 / step));
        page.setNonStrokingColor(0.55f);
        for (int i = 0; i < histogram.bins().size(); i++) {
            float height = (HEIGHT - 5 * SMALL) * histogram.bins().get(i).count() / most;
            page.addRect(x + i * step, base, Math.min(step * 0.9f, 30), height);
            page.fill();
        }
        page.setNonStrokingColor(0f);
        for (int i = 0; i < histogram.bins().size(); i++) {
            Histogram.Bin bin = histogram.bins().get(i);
            float left = x + i * step;
            if (i % every == 0) {
                String from = BigDecimal.valueOf(bin.fromHundredths(), 2).toPlainString();
                paper.text(left, base - SMALL - 2, SMALL, from, 60);
            }
            if (bin.count() > 0) {
                float height = (HEIGHT - 5 * SMALL) * bin.count() / most;
                paper.text(left, base + height + 2, SMALL, Integer.toString(bin.count()), 40);
            }
        }
        page.moveTo(x, base);
        page.lineTo(x + width, base);
        page.stroke();
    }

    static void radar(Paper paper, Radar radar, ReportLanguage language, float x, float top)
            throws IOException {
        PDPageContentStream page = paper.page();
        int n = radar.axes().size();
        float radius = HEIGHT / 2 - 3 * SMALL;
        float centerX = x + HEIGHT / 2 + 30;
        float centerY = top - HEIGHT / 2;
        page.setStrokingColor(0.75f);
        for (int ring = 1; ring <= RINGS; ring++) {
            for (int i = 0; i < n; i++) {
                corner(page, centerX, centerY, radius * ring / RINGS, i, n);
            }
            page.closeAndStroke();
        }
        page.setStrokingColor(0f);
        page.setLineWidth(1.5f);
        for (int i = 0; i < n; i++) {
            double share = radar.axes().get(i).millis() / Radar.RIM_MILLIS;
            corner(page, centerX, centerY, (float) (radius * share), i, n);
        }
        page.closeAndStroke();
        page.setLineWidth(1);
        for (int i = 0; i < n; i++) {
            double angle = angle(i, n);
            float labelX = centerX + (float) Math.sin(angle) * (radius + 8);
            float labelY = centerY + (float) Math.cos(angle) * (radius + 8);
            String label = language.of(radar.axes().get(i).label());
            float shift = Math.sin(angle) < -0.1 ? 40 : Math.abs(Math.sin(angle)) < 0.1 ? 15 : 0;
            paper.text(labelX - shift, labelY - 2, SMALL, label, 70);
        }
    }

    private static void corner(
            PDPageContentStream page, float x, float y, float distance, int i, int n)
            throws IOException {
        double angle = angle(i, n);
        float cornerX = x + (float) Math.sin(angle) * distance;
        float cornerY = y + (float) Math.cos(angle) * distance;
        if (i == 0) {
            page.moveTo(cornerX, cornerY);
        } else {
            page.lineTo(cornerX, cornerY);
        }
    }

    private static double angle(int i, int n) {
        return 2 * Math.PI * i / n;
    }
}
