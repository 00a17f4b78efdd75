package coffee.crema.tastings.statistics;

import java.util.Optional;

/// One cupper's score of one sample.
///
/// @param hundredths the score in hundredths; absent while the sheet is incomplete
/// @param excluded why the host left it out of the panel, if so
public record PanelSheet(
        String cupper, String sample, Optional<Long> hundredths, Optional<String> excluded) {

    public static PanelSheet scored(String cupper, String sample, long hundredths) {
        return new PanelSheet(cupper, sample, Optional.of(hundredths), Optional.empty());
    }

    boolean counts() {
        return hundredths.isPresent() && excluded.isEmpty();
    }
}
