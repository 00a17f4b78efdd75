package coffee.crema.blindbox;

import coffee.crema.blindbox.score.Attributes;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is asked of those who guess.
///
/// @param candidates the coffees to choose from, sorted by id, so that their order says nothing; empty when any id may be guessed
/// @param fields traits that count, of `country`, `process`, `variety`, `roast`, `notes`
public record GuessForm(List<Candidate> candidates, List<String> fields) {
    /// @param id of the coffee
    public record Candidate(String id, String name) {}

    /// As it is asked for; both may be absent.
    public record AskedForm(@Nullable List<Candidate> candidates, @Nullable List<String> fields) {}

    public GuessForm {
        candidates = List.copyOf(candidates);
        fields = List.copyOf(fields);
    }

    /// @throws RejectedException `invalid_field`
    static GuessForm of(@Nullable AskedForm ask) {
        List<Candidate> candidates =
                ask == null || ask.candidates() == null ? List.of() : ask.candidates();
        List<String> fields = ask == null || ask.fields() == null ? List.of() : ask.fields();
        if (candidates.size() > BlindBoxLimits.CANDIDATES_MAX) {
            throw RejectedException.invalid(
                    "data.form.candidates",
                    "at most " + BlindBoxLimits.CANDIDATES_MAX,
                    BlindBoxLimits.CANDIDATES_MAX);
        }
        Set<String> ids = new HashSet<>();
        for (Candidate one : candidates) {
            Fields.text("data.form.candidates.id", one.id(), BlindBoxLimits.TEXT_MAX);
            Fields.text("data.form.candidates.name", one.name(), BlindBoxLimits.TEXT_MAX);
            if (!ids.add(one.id())) {
                throw RejectedException.invalid("data.form.candidates", "each id once");
            }
        }
        if (!Attributes.FIELDS.containsAll(fields) || Set.copyOf(fields).size() != fields.size()) {
            throw RejectedException.invalid(
                    "data.form.fields", "each once, of country, process, variety, roast, notes");
        }
        return new GuessForm(
                candidates.stream().sorted((one, other) -> one.id().compareTo(other.id())).toList(),
                fields);
    }

    boolean offers(String id) {
        return candidates.isEmpty() || candidates.stream().anyMatch(one -> one.id().equals(id));
    }
}
