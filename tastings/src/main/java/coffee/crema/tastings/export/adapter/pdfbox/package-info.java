/// Reports as PDF by PDFBox.
@NullMarked
package coffee.crema.tastings.export.adapter.pdfbox;

import org.jspecify.annotations.NullMarked;
