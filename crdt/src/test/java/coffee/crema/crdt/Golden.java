package coffee.crema.crdt;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What `@automerge/automerge` and `@automerge/automerge-repo` write: src/test/resources/coffee/crema/crdt/golden.json, made by src/test/node/golden.mjs.
@SuppressWarnings("ArrayRecordComponent")
public record Golden(
        List<Made> changes,
        Deflated deflated,
        byte[] document,
        List<Sync> syncs,
        List<Filter> filters,
        List<Message> messages,
        List<Id> ids) {

    public record Made(
            byte[] chunk,
            String hash,
            List<String> dependencies,
            String actor,
            long seq,
            long startOp,
            long time,
            String message) {}

    public record Deflated(byte[] deflated, byte[] plain) {}

    /// A sync message as bytes and as its own decoder reads it.
    public record Sync(
            byte[] bytes,
            List<String> heads,
            List<String> need,
            List<Have> have,
            List<byte[]> changes) {}

    public record Have(List<String> lastSync, byte[] bloom) {}

    /// A bloom filter, and what was put into it.
    public record Filter(byte[] bloom, List<String> holds) {}

    /// A network message in CBOR.
    public record Message(String name, byte[] cbor) {}

    public record Id(String hex, String id) {}

    public static Golden read() {
        try (var in = Golden.class.getResourceAsStream("golden.json")) {
            return new ObjectMapper().readValue(in, Golden.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
