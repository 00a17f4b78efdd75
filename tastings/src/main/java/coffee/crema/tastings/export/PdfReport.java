package coffee.crema.tastings.export;

/// A session on paper: a table of the samples, and for each a histogram of the scores, a radar of the intensities where the form has them, and the scores
/// behind both.
///
/// **Threading.** Any thread, many at once; reads a font of some megabytes each time and may take a second: a virtual thread, never an event loop.
public interface PdfReport {

    /// The most pages; what would come after is left out, and the last page says so.
    int PAGES_MAX = 300;

    /// @return a PDF with its font inside. A character that the font lacks is shown as a box
    byte[] write(SessionResult result, ReportLanguage language);
}
