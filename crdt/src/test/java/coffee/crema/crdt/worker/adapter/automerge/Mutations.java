package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.MalformedChangeException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;

/// Chunks with wrong content and a right checksum, as only somebody makes them who means harm.
final class Mutations {
    private static final int HASHED_FROM = 8;
    private static final int BODY_FROM = 11;

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /// A change that differs from this one in up to three bytes, on the same dependencies.
    Change change(Change original) {
        for (; ; ) {
            try {
                Change mutated = Change.parse(chunk(original.chunk()));
                if (mutated.dependencies().equals(original.dependencies())
                        && !mutated.hash().equals(original.hash())) {
                    return mutated;
                }
            } catch (MalformedChangeException e) {
                // the parser refuses it already: another
            }
        }
    }

    byte[] chunk(byte[] original) {
        byte[] mutated = original.clone();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            int at = BODY_FROM + random.nextInt(mutated.length - BODY_FROM);
            mutated[at] = (byte) random.nextInt(256);
        }
        return mended(mutated);
    }

    static byte[] mended(byte[] chunk) {
        try {
            byte[] hashed = Arrays.copyOfRange(chunk, HASHED_FROM, chunk.length);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(hashed);
            System.arraycopy(hash, 0, chunk, 4, 4);
            return chunk;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
