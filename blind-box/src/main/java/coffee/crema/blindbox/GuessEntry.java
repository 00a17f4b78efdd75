package coffee.crema.blindbox;

import coffee.crema.blindbox.score.Scoring;
import coffee.crema.blindbox.score.Traits;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody takes one cup for; the platform's shape is the first three.
///
/// @param label `A` for the first position
/// @param coffeeId absent when only traits are guessed
/// @param confidence 1 to 5; 3 when absent
public record GuessEntry(
        String label,
        @Nullable String coffeeId,
        @Nullable Integer confidence,
        @Nullable String country,
        @Nullable String process,
        @Nullable String variety,
        @Nullable String roast,
        @Nullable List<String> notes) {

    private static final int CONFIDENCE_MAX = 5;

    /// @throws RejectedException `invalid_field`
    static void check(List<GuessEntry> guesses, BlindBox box) {
        if (guesses.isEmpty() || guesses.size() > box.course().items()) {
            throw RejectedException.invalid(
                    "data.guesses", "1 to " + box.course().items(), box.course().items());
        }
        Set<String> labels = new java.util.HashSet<>();
        for (GuessEntry guess : guesses) {
            int position = Item.position(guess.label());
            if (position == 0 || position > box.course().items() || !labels.add(guess.label())) {
                throw RejectedException.invalid(
                        "data.guesses.label",
                        "A to " + Item.label(box.course().items()) + ", each once");
            }
            guess.check(box.form());
        }
    }

    private void check(GuessForm form) {
        Fields.number(
                "data.guesses.confidence",
                confidence,
                Scoring.CONFIDENCE_DEFAULT,
                1,
                CONFIDENCE_MAX);
        if (coffeeId != null) {
            Fields.text("data.guesses.coffeeId", coffeeId, BlindBoxLimits.TEXT_MAX);
            if (!form.offers(coffeeId)) {
                throw RejectedException.invalid("data.guesses.coffeeId", "one of the candidates");
            }
        }
        Map<String, @Nullable Object> given = new HashMap<>();
        given.put("country", country);
        given.put("process", process);
        given.put("variety", variety);
        given.put("roast", roast);
        given.put("notes", notes);
        given.forEach((field, value) -> {
            if (value != null && !form.fields().contains(field)) {
                throw RejectedException.invalid(
                        "data.guesses." + field, "the form does not ask it");
            }
            if (value instanceof String text) {
                Fields.text("data.guesses." + field, text, BlindBoxLimits.TEXT_MAX);
            }
        });
        if (notes != null) {
            if (notes.size() > BlindBoxLimits.NOTES_MAX) {
                throw RejectedException.invalid(
                        "data.guesses.notes",
                        "at most " + BlindBoxLimits.NOTES_MAX,
                        BlindBoxLimits.NOTES_MAX);
            }
            notes.forEach(note -> Fields.text("data.guesses.notes", note, BlindBoxLimits.TEXT_MAX));
        }
    }

    static Map<Integer, Scoring.Guess> scored(List<GuessEntry> guesses) {
        Map<Integer, Scoring.Guess> byPosition = new HashMap<>();
        guesses.forEach(one -> byPosition.put(Item.position(one.label()), one.scored()));
        return byPosition;
    }

    private Scoring.Guess scored() {
        return new Scoring.Guess(
                coffeeId,
                confidence == null ? Scoring.CONFIDENCE_DEFAULT : confidence,
                new Traits(
                        country,
                        null,
                        process,
                        null,
                        variety,
                        null,
                        roast,
                        notes == null ? Set.of() : Set.copyOf(notes)));
    }
}
