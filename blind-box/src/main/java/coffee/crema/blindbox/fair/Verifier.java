package coffee.crema.blindbox.fair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Checks what a server says about a blind box, without trusting it: each revealed answer against its commitment, and the commitments against those that were written down earlier.
///
/// It reads the answer to `GET /api/v1/blind-boxes/{orderId}`, that is `{box: {orderId, totalCount, commitments: [{position, commitment}], revealed: [{position, salt, canonical, coffee}]}}`.
public final class Verifier {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param checked revealed answers that fit their commitments
    /// @param open positions that are not revealed yet
    /// @param problems empty when all is well; they may hold what the document holds
    public record Report(String orderId, int checked, int open, List<String> problems) {
        public Report {
            problems = List.copyOf(problems);
        }

        public boolean holds() {
            return problems.isEmpty();
        }
    }

    private Verifier() {}

    /// @param now the document
    /// @param earlier the same document from before the guessing; null for none
    /// @throws IllegalArgumentException when one of them is no such document
    public static Report check(byte[] now, byte @Nullable [] earlier) {
        JsonNode box = read(now);
        String orderId = box.path("orderId").asText();
        Map<Integer, String> commitments = commitments(box);
        List<String> problems = new ArrayList<>();
        int total = box.path("totalCount").asInt();
        for (int position = 1; position <= total; position++) {
            if (!commitments.containsKey(position)) {
                problems.add("position " + position + " has no commitment");
            }
        }
        if (earlier != null) {
            compare(box, read(earlier), problems);
        }
        int checked = 0;
        for (JsonNode revealed : box.path("revealed")) {
            int before = problems.size();
            check(orderId, commitments, revealed, problems);
            checked += problems.size() == before ? 1 : 0;
        }
        return new Report(orderId, checked, total - box.path("revealed").size(), problems);
    }

    private static JsonNode read(byte[] document) {
        try {
            JsonNode tree = JSON.readTree(document);
            JsonNode box = tree.has("box") ? tree.get("box") : tree;
            if (box.path("orderId").isTextual() && box.path("commitments").isArray()) {
                return box;
            }
        } catch (IOException e) {
            // said below
        }
        throw new IllegalArgumentException("not the description of a blind box");
    }

    private static Map<Integer, String> commitments(JsonNode box) {
        Map<Integer, String> found = new TreeMap<>();
        box.path("commitments")
                .forEach(one ->
                        found.put(one.path("position").asInt(), one.path("commitment").asText()));
        return found;
    }

    private static void compare(JsonNode now, JsonNode earlier, List<String> problems) {
        if (!now.path("orderId").equals(earlier.path("orderId"))) {
            problems.add("the earlier document is of another order");
        }
        Map<Integer, String> before = commitments(earlier);
        Map<Integer, String> after = commitments(now);
        before.forEach((position, commitment) -> {
            if (!commitment.equals(after.get(position))) {
                problems.add("the commitment of position " + position + " was exchanged");
            }
        });
        if (after.size() != before.size()) {
            problems.add("there were " + before.size() + " commitments, now " + after.size());
        }
    }

    private static void check(
            String orderId,
            Map<Integer, String> commitments,
            JsonNode revealed,
            List<String> problems) {
        int position = revealed.path("position").asInt();
        String at = "position " + position + ": ";
        try {
            byte[] canonical = revealed.path("canonical").asText().getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(canonical, CanonicalJson.of(canonical))) {
                problems.add(at + "the answer is not in canonical form");
            }
            byte[] shown = CanonicalJson.of(JSON.writeValueAsBytes(revealed.path("coffee")));
            if (!Arrays.equals(canonical, shown)) {
                problems.add(at + "what is shown is not what was committed to");
            }
            byte[] salt = HexFormat.of().parseHex(revealed.path("salt").asText());
            String commitment = Commitment.of(orderId, position, salt, canonical);
            if (!commitment.equals(commitments.get(position))) {
                problems.add(at + "the answer does not fit its commitment");
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add(at + "cannot be read");
        }
    }
}
