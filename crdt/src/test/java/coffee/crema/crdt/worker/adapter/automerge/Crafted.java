package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.Change;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Changes that no editor makes.
final class Crafted {
    private static final byte[] MAGIC = {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83, 0, 0, 0, 0, 1};

    /// A first change with three bytes wrong, found by {@link HostileChangesTest}: Automerge 0.0.7 aborts its process.
    static final Change DEADLY =
            JavaScriptDocuments.parse(
                    Base64.getDecoder()
                            .decode(
                                    "hW9Kg9Iv1eIBXAACzAMBAQAAAAoBBgIGEQYTCBUQNANCBlYGVwNwAgABAwAAAQABAwEAAQACAgwAAQABfQACAQABfwZzaGFyZWQAA38EbGlzdAEDAX8EAwF/An8AAxZ/AGN1cAUA"));

    private Crafted() {}

    /// A change of some 60 bytes that says that it sets one key so many times: runs in columns are counted, not written out.
    static Change bomb(long operations) {
        var body = new ByteArrayOutputStream();
        number(body, 0);
        block(body, "bomb".getBytes(StandardCharsets.US_ASCII));
        number(body, 1);
        number(body, 1);
        number(body, 0);
        number(body, 0);
        number(body, 0);
        var key = run(operations);
        block(key, new byte[] {'k'});
        var insert = new ByteArrayOutputStream();
        number(insert, operations);
        var action = run(operations);
        number(action, 1);
        var lengths = run(operations);
        number(lengths, 0);
        var predecessors = run(operations);
        number(predecessors, 0);
        int[] ids = {0x15, 0x34, 0x42, 0x56, 0x70};
        ByteArrayOutputStream[] columns = {key, insert, action, lengths, predecessors};
        number(body, ids.length);
        for (int i = 0; i < ids.length; i++) {
            number(body, ids[i]);
            number(body, columns[i].size());
        }
        for (ByteArrayOutputStream column : columns) {
            body.writeBytes(column.toByteArray());
        }
        return chunk(body.toByteArray());
    }

    /// A change with a sound header and a body that ends in the middle.
    static Change broken(Change original) {
        byte[] chunk = original.chunk();
        var cut = new ByteArrayOutputStream();
        int from = 9;
        while ((chunk[from++] & 0x80) != 0) {}
        cut.write(chunk, from, chunk.length - from - 3);
        return chunk(cut.toByteArray());
    }

    private static Change chunk(byte[] body) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes(MAGIC);
        block(chunk, body);
        return JavaScriptDocuments.parse(Mutations.mended(chunk.toByteArray()));
    }

    /// The count of a run is signed: one byte more than unsigned when its high bit would say minus.
    private static ByteArrayOutputStream run(long count) {
        var out = new ByteArrayOutputStream();
        long rest = count;
        while (rest > 0x3f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out;
    }

    private static void block(ByteArrayOutputStream out, byte[] bytes) {
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((int) (rest & 0x7f) | 0x80);
        }
        out.write((int) rest);
    }
}
