package coffee.crema.tastings.sheet;

import coffee.crema.crdt.ChangeHash;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a document held once, named for good: its heads.
///
/// @param heads ascending
public record Version(List<ChangeHash> heads) {
    public Version {
        heads = heads.stream().sorted().toList();
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("a document that is there has heads");
        }
    }

    /// As {@link #text} wrote it.
    public static Version parse(String text) {
        return new Version(Arrays.stream(text.split(",")).map(ChangeHash::ofHex).toList());
    }

    public String text() {
        return heads.stream().map(ChangeHash::hex).collect(Collectors.joining(","));
    }
}
