package coffee.crema.tastings.export;

import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.score.Score;
import coffee.crema.tastings.score.SheetEntry;
import coffee.crema.tastings.statistics.PanelStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that an export may say about a session. Exporters know nothing else: whoever makes this decides what the reader may see, by leaving out
/// identities, names and sheets.
///
/// @param session the id of the session
/// @param samples in the order to show them
/// @param cuppers in the order to show them
/// @param sheets at most one for a cupper and sample
/// @param statistics over the same samples and cuppers, by {@link Sample#code} and {@link Cupper#id}
public record SessionResult(
        String session,
        String title,
        Form form,
        List<Sample> samples,
        List<Cupper> cuppers,
        List<Sheet> sheets,
        PanelStatistics statistics) {

    public SessionResult {
        samples = List.copyOf(samples);
        cuppers = List.copyOf(cuppers);
        sheets = List.copyOf(sheets);
    }

    /// @param code the blind code
    /// @param identity what the sample is, by property; empty before the reveal
    public record Sample(String code, Map<String, String> identity) {
        public Sample {
            identity = Map.copyOf(identity);
        }
    }

    /// @param id what the sheets and the statistics call the cupper; a pseudonym will do
    /// @param name what the reader reads
    public record Cupper(String id, String name) {}

    /// @param excluded why the panel leaves it out, if so
    /// @param late whether it came after the lock
    public record Sheet(
            String cupper,
            String sample,
            SheetEntry entry,
            Score score,
            Optional<String> excluded,
            boolean late) {}

    /// The sheets of one sample.
    public List<Sheet> sheetsOf(Sample sample) {
        return sheets.stream().filter(s -> s.sample().equals(sample.code())).toList();
    }

    /// The name to show for a cupper of the sheets.
    public String nameOf(String cupperId) {
        return cuppers.stream()
                .filter(c -> c.id().equals(cupperId))
                .map(Cupper::name)
                .findFirst()
                .orElse("");
    }
}
