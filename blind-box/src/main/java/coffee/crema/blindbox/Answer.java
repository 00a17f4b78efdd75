package coffee.crema.blindbox;

import coffee.crema.blindbox.fair.CanonicalJson;
import coffee.crema.blindbox.fair.Commitment;
import coffee.crema.blindbox.score.Scoring;
import coffee.crema.blindbox.score.Traits;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands at one position, in the clear: only in memory, only while it is needed. Never printed.
///
/// @param salt 32 bytes
/// @param canonical the coffee, as {@link CanonicalJson} writes it
@SuppressWarnings("ArrayRecordComponent") // secrets, never compared as records
record Answer(byte[] salt, byte[] canonical) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param coffee an object with at least `id` and `name`, both texts
    /// @throws RejectedException `invalid_field`, `too_large`; what is refused is not repeated
    static Answer of(String field, RawJson coffee, byte[] salt) {
        byte[] canonical;
        try {
            canonical = CanonicalJson.of(coffee.utf8());
        } catch (IllegalArgumentException e) {
            throw RejectedException.invalid(field, "a JSON object: " + e.getMessage());
        }
        if (canonical.length > BlindBoxLimits.ANSWER_BYTES_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE, field + " is too large", BlindBoxLimits.ANSWER_BYTES_MAX);
        }
        Answer answer = new Answer(salt, canonical);
        JsonNode tree = answer.tree();
        for (String needed : new String[] {"id", "name"}) {
            String text = tree.path(needed).asText("");
            if (!tree.path(needed).isTextual()
                    || text.isBlank()
                    || text.length() > BlindBoxLimits.TEXT_MAX) {
                throw RejectedException.invalid(
                        field,
                        "an object with the texts id and name, 1 to 120 characters",
                        BlindBoxLimits.TEXT_MAX);
            }
        }
        return answer;
    }

    String commitment(OrderId order, int position) {
        return Commitment.of(order.value(), position, salt, canonical);
    }

    /// As it is sealed: salt, then the coffee.
    byte[] plain() {
        return ByteBuffer.allocate(salt.length + canonical.length).put(salt).put(canonical).array();
    }

    static Answer ofPlain(byte[] plain) {
        return new Answer(
                Arrays.copyOf(plain, Commitment.SALT_BYTES),
                Arrays.copyOfRange(plain, Commitment.SALT_BYTES, plain.length));
    }

    String id() {
        return tree().path("id").asText();
    }

    RevealedCoffee revealed(int position, String commitment) {
        return new RevealedCoffee(
                position,
                Item.label(position),
                new RawJson(canonical),
                commitment,
                HexFormat.of().formatHex(salt),
                new String(canonical, StandardCharsets.UTF_8));
    }

    Scoring.Answer scored() {
        JsonNode tree = tree();
        return new Scoring.Answer(
                tree.path("id").asText(),
                new Traits(
                        text(tree, "country"),
                        text(tree, "region"),
                        text(tree, "process"),
                        text(tree, "family"),
                        text(tree, "variety"),
                        text(tree, "group"),
                        text(tree, "roast"),
                        notes(tree)));
    }

    private static @Nullable String text(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static Set<String> notes(JsonNode tree) {
        Set<String> notes = new HashSet<>();
        tree.path("notes").forEach(note -> notes.add(note.asText()));
        return notes;
    }

    private JsonNode tree() {
        try {
            return JSON.readTree(canonical);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("a canonical answer cannot be read"));
        }
    }

    /// Never the answer.
    @Override
    public String toString() {
        return "Answer[]";
    }
}
