package coffee.crema.tastings.export.adapter.pdfbox;

import coffee.crema.tastings.export.PdfReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// A document that is written from top to bottom, in points.
final class Paper implements AutoCloseable {
    static final float MARGIN = 48;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

    private static final String FONT = "/coffee/crema/tastings/export/fonts/Pretendard-Regular.ttf";
    private static final int BOX = '\u25a1';
    private static final float TEXT = 9;

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private PDPageContentStream page;
    private float y;
    private int pages;
    private boolean full;

    Paper(String title) throws IOException {
        try (InputStream in = Paper.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + FONT);
            }
            font = PDType0Font.load(document, in, true);
        }
        document.getDocumentInformation().setTitle(title);
        page = newPage();
    }

    /// Whether the limit is reached; nothing more is written then.
    boolean full() {
        return full;
    }

    /// Makes sure that so much fits on the page.
    ///
    /// @return where it begins, from the bottom
    float room(float height) throws IOException {
        if (y - height < MARGIN) {
            page.close();
            page = newPage();
        }
        return y;
    }

    void down(float height) {
        y -= height;
    }

    PDPageContentStream page() {
        return page;
    }

    void heading(String text, float size) throws IOException {
        room(size * 3);
        down(size * 1.6f);
        text(MARGIN, y, size, text, WIDTH);
        down(size * 0.6f);
    }

    void line(String text) throws IOException {
        room(TEXT * 1.5f);
        down(TEXT * 1.5f);
        text(MARGIN, y, TEXT, text, WIDTH);
    }

    /// @param starts where each cell begins, from the left margin
    void row(float[] starts, String... cells) throws IOException {
        room(TEXT * 1.5f);
        down(TEXT * 1.5f);
        for (int i = 0; i < cells.length; i++) {
            float end = i + 1 < cells.length ? starts[i + 1] : WIDTH;
            text(MARGIN + starts[i], y, TEXT, cells[i], end - starts[i] - 4);
        }
    }

    /// Writes what fits into `width`; a text that is cut ends in dots.
    void text(float x, float atY, float size, String text, float width) throws IOException {
        String shown = shortened(readable(text), size, width);
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x, atY);
        page.showText(shown);
        page.endText();
    }

    byte[] bytes() throws IOException {
        page.close();
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    private PDPageContentStream newPage() throws IOException {
        // What overflows the last page is written over it, by at most one section: `full` stops the
        // next.
        pages++;
        full = pages >= PdfReport.PAGES_MAX;
        var next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, next);
    }

    private String shortened(String text, float size, float width) throws IOException {
        if (width(text, size) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int kept = points.length;
        while (kept > 0 && width(new String(points, 0, kept) + "...", size) > width) {
            kept--;
        }
        return new String(points, 0, kept) + "...";
    }

    private float width(String text, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    /// Control characters become blanks, and what the font lacks a box. Nobody reads more of a line than fits, so no more is looked at.
    private String readable(String text) {
        int missing = known(BOX) ? BOX : '?';
        var shown = new StringBuilder();
        text.codePoints()
                .limit(200)
                .forEach(point ->
                        shown.appendCodePoint(
                                Character.isISOControl(point)
                                        ? ' '
                                        : known(point) ? point : missing));
        return shown.toString();
    }

    private boolean known(int point) {
        try {
            font.encode(Character.toString(point));
            return true;
        } catch (IllegalArgumentException | IOException e) {
            return false;
        }
    }
}
