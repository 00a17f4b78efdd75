package coffee.crema.crdt.worker;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The bytes that {@link Command} describes.
final class Payloads {
    private static final int ACTOR_BYTES_MAX = 64;

    private Payloads() {}

    /// @param answerBytesMax more is not answered
    static byte[] read(int answerBytesMax, List<ChangeHash> heads) {
        return written(out -> {
            out.writeInt(answerBytesMax);
            hashes(out, heads);
        });
    }

    /// The edits in the order of their pointers, whatever the map's, so that the same edits are the same change.
    static byte[] edit(List<ChangeHash> heads, String actorHex, Map<String, JsonNode> sets) {
        return written(out -> {
            byte[] actor = actor(actorHex);
            out.writeByte(actor.length);
            out.write(actor);
            out.writeInt(heads.size());
            hashes(out, heads);
            out.writeInt(sets.size());
            for (var set : new TreeMap<>(sets).entrySet()) {
                String field = "sets." + set.getKey();
                List<String> path = path(field, set.getKey());
                out.writeInt(path.size());
                for (String step : path) {
                    byte[] name = step.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(name.length);
                    out.write(name);
                }
                if (set.getValue().isNull()) {
                    out.writeByte(Tag.GONE);
                } else {
                    out.write(JsonTree.encode(field, set.getValue(), pointer -> true));
                }
            }
        });
    }

    private static byte[] actor(String hex) {
        try {
            byte[] actor = HexFormat.of().parseHex(hex);
            if (actor.length > 0 && actor.length <= ACTOR_BYTES_MAX) {
                return actor;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw RejectedException.invalid("actor", "1 to 64 bytes, hexadecimal", ACTOR_BYTES_MAX);
    }

    private static List<String> path(String field, String pointer) {
        JsonPointer rest;
        try {
            rest = JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw RejectedException.invalid(field, "must be a JSON pointer");
        }
        var path = new ArrayList<String>();
        for (; !rest.matches(); rest = rest.tail()) {
            path.add(rest.getMatchingProperty());
        }
        if (path.isEmpty()) {
            throw RejectedException.invalid(field, "must name a part of the document");
        }
        if (path.size() > Tag.DEPTH_MAX) {
            throw RejectedException.invalid(field, "leads too deep", Tag.DEPTH_MAX);
        }
        return path;
    }

    private static void hashes(DataOutputStream out, List<ChangeHash> hashes) throws IOException {
        for (ChangeHash hash : hashes) {
            out.write(hash.bytes());
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
