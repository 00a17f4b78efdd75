package coffee.crema.crdt;

import java.util.List;

/// One change of a document, as its chunk says. Only the header is read: what the operations in it do is known to Automerge alone, and whether
/// they are sound is for {@link AutomergeWorkers} to say.
///
/// @param dependencies the heads it was made on
/// @param actorHex who made it: a random name of one editing session, hexadecimal
/// @param seq counts the actor's changes, from 1
/// @param startOp the number of its first operation
/// @param timeSeconds when, by the editor's own clock, Unix seconds; 0 when it did not say
/// @param message the editor's own words; mostly empty
/// @param chunk the whole chunk in its plain form (type 1). Not copied: nobody may change it.
@SuppressWarnings("ArrayRecordComponent") // compared by hash
public record Change(
        ChangeHash hash,
        List<ChangeHash> dependencies,
        String actorHex,
        long seq,
        long startOp,
        long timeSeconds,
        String message,
        byte[] chunk) {

    /// The largest change accepted, inflated, in bytes.
    public static final int CHUNK_BYTES_MAX = 4 * 1024 * 1024;

    /// How many heads a change may be made on.
    public static final int DEPENDENCIES_MAX = 1024;

    public Change {
        dependencies = List.copyOf(dependencies);
    }

    /// Reads a change chunk, plain (type 1) or deflated (type 2, made plain here), whose checksum is right.
    ///
    /// @throws MalformedChangeException when it is anything else, a document chunk (type 0) for example, or too large
    public static Change parse(byte[] chunk) throws MalformedChangeException {
        return ChangeChunk.parse(chunk);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Change that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /// Never the content.
    @Override
    public String toString() {
        return "change " + hash.hex().substring(0, 8) + " of " + chunk.length + " bytes";
    }
}
