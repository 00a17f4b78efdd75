package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.worker.Command;
import coffee.crema.crdt.worker.Reply;
import coffee.crema.crdt.worker.Reply.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.Transaction;
import org.jspecify.annotations.Nullable;

/// Does a worker's calls, on its one thread. `makePatches` and `diff` are never called: they abort the process on ordinary concurrent edits.
final class Desk {
    private static final byte[] NOTHING = {};
    private static final int HASH_BYTES = 32;

    /// Who makes first changes. Always the same, so that the same content is the same change.
    private static final byte[] FIRST_ACTOR = "crema".getBytes(StandardCharsets.US_ASCII);

    private final Map<Long, Document> copies = new HashMap<>();

    /// The library takes hashes only of its own making, or of a class of ours.
    private static final class Hash extends ChangeHash {
        Hash(byte[] bytes) {
            super(bytes);
        }
    }

    /// Thrown to say no.
    static final class No extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final Status status;

        No(Status status) {
            super(null, null, false, false);
            this.status = status;
        }
    }

    Reply answer(Command command, long copy, byte[] payload) {
        try {
            return Reply.ok(
                    switch (command) {
                        case PING -> ping();
                        case LOAD -> load(copy, payload);
                        case APPLY -> apply(copy, payload);
                        case READ -> read(copy, ByteBuffer.wrap(payload), ContentReader::content);
                        case READ_ALL -> read(copy, ByteBuffer.wrap(payload), ContentReader::all);
                        case INITIAL -> initial(ByteBuffer.wrap(payload));
                        case EDIT -> edit(copy, ByteBuffer.wrap(payload));
                        case FREE -> free(copy);
                    });
        } catch (No no) {
            return Reply.no(no.status);
        } catch (RuntimeException e) {
            if (command == Command.LOAD || command == Command.APPLY) {
                free(copy);
            }
            return Reply.no(Status.REFUSED);
        }
    }

    private static byte[] ping() {
        new Document().free();
        return NOTHING;
    }

    private byte[] load(long copy, byte[] chunks) {
        Document document = copies.computeIfAbsent(copy, _ -> new Document());
        if (chunks.length > 0) {
            document.applyEncodedChanges(chunks);
        }
        return NOTHING;
    }

    private byte[] apply(long copy, byte[] chunks) {
        Document document = held(copy);
        document.applyEncodedChanges(chunks);
        ChangeHash[] heads = document.getHeads();
        var bytes = ByteBuffer.allocate(heads.length * HASH_BYTES);
        for (ChangeHash head : heads) {
            bytes.put(head.getBytes());
        }
        return bytes.array();
    }

    private byte[] free(long copy) {
        Document document = copies.remove(copy);
        if (document != null) {
            document.free();
        }
        return NOTHING;
    }

    private byte[] read(long copy, ByteBuffer asked, Function<ContentReader, byte[]> reading) {
        int bytesMax = asked.getInt();
        ChangeHash[] heads = heads(asked, asked.remaining() / HASH_BYTES);
        Document document = held(copy);
        if (heads.length == 0) {
            return reading.apply(new ContentReader(document, bytesMax));
        }
        return apart(
                fork(document, heads, null),
                past -> reading.apply(new ContentReader(past, bytesMax)));
    }

    private static byte[] initial(ByteBuffer content) {
        return apart(
                new Document(FIRST_ACTOR),
                document -> {
                    try (Transaction transaction = document.startTransaction()) {
                        new ContentWriter(transaction, content).root();
                        transaction.commit();
                    }
                    return document.encodeChangesSince(new ChangeHash[0]);
                });
    }

    private byte[] edit(long copy, ByteBuffer asked) {
        byte[] actor = new byte[Byte.toUnsignedInt(asked.get())];
        asked.get(actor);
        ChangeHash[] given = heads(asked, asked.getInt());
        Document document = held(copy);
        ChangeHash[] heads = given.length == 0 ? document.getHeads() : given;
        return apart(
                fork(document, heads, actor),
                past -> {
                    try (Transaction transaction = past.startTransaction()) {
                        var writer = new ContentWriter(transaction, asked);
                        for (int rest = asked.getInt(); rest > 0; rest--) {
                            writer.edit();
                        }
                        transaction.commit();
                    }
                    return past.encodeChangesSince(heads);
                });
    }

    /// Does it on a document that is freed then.
    private static byte[] apart(Document document, Function<Document, byte[]> work) {
        try {
            return work.apply(document);
        } finally {
            document.free();
        }
    }

    /// The document as it was at the heads. Reading at unknown heads would answer an empty document instead.
    private static Document fork(Document document, ChangeHash[] heads, byte @Nullable [] actor) {
        try {
            return actor == null ? document.fork(heads) : document.fork(heads, actor);
        } catch (RuntimeException e) {
            throw new No(Status.NO_SUCH_HEADS);
        }
    }

    private Document held(long copy) {
        Document document = copies.get(copy);
        if (document == null) {
            throw new No(Status.NO_SUCH_COPY);
        }
        return document;
    }

    private static ChangeHash[] heads(ByteBuffer in, int count) {
        var heads = new ChangeHash[count];
        for (int i = 0; i < count; i++) {
            byte[] hash = new byte[HASH_BYTES];
            in.get(hash);
            heads[i] = new Hash(hash);
        }
        return heads;
    }
}
