package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.MalformedChangeException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/// Documents that `@automerge/automerge` made: src/test/resources/coffee/crema/crdt/worker/javascript.json, by src/test/node/worker.mjs.
///
/// @param kinds every kind of value
/// @param typing 151 changes of one editor
/// @param concurrent two editors who did not know of each other
record JavaScriptDocuments(Made kinds, Made typing, Made concurrent) {

    /// @param document the whole, saved as one chunk
    @SuppressWarnings("ArrayRecordComponent")
    record Made(List<byte[]> changes, List<State> states, byte[] document) {

        List<Change> parsed() {
            return changes.stream().map(JavaScriptDocuments::parse).toList();
        }
    }

    /// @param changes how many of them lead to it
    record State(int changes, List<String> heads, JsonNode content) {

        List<ChangeHash> hashes() {
            return heads.stream().map(ChangeHash::ofHex).toList();
        }
    }

    static JavaScriptDocuments read() {
        try (var in =
                JavaScriptDocuments.class.getResourceAsStream(
                        "/coffee/crema/crdt/worker/javascript.json")) {
            return new ObjectMapper().readValue(in, JavaScriptDocuments.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Made> all() {
        return Arrays.asList(kinds, typing, concurrent);
    }

    static Change parse(byte[] chunk) {
        try {
            return Change.parse(chunk);
        } catch (MalformedChangeException e) {
            throw new AssertionError(e);
        }
    }
}
