package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.MalformedChangeException;
import coffee.crema.realtime.UserId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// What a snapshot holds, inflated: `01`, the authors, then for each change what its row said, then all chunks. Numbers are LEB128, each as the difference from the one before
/// where they rise.
///
/// ```
/// 01 | authors: count, (length, UTF-8)* | changes: count, (position, time zigzag, author's index, chunk's length)* | chunks
/// ```
final class PackedLog {

    private static final int VERSION = 1;
    private static final int LEVEL = 6;
    private static final int SOME_BYTES = 1 << 16;

    private PackedLog() {}

    /// @param log in the order of positions
    static byte[] write(List<Stored> log) {
        var out = new ByteArrayOutputStream();
        out.write(VERSION);
        var authors = new LinkedHashMap<UserId, Integer>();
        log.forEach(one -> authors.putIfAbsent(one.author(), authors.size()));
        number(out, authors.size());
        for (UserId author : authors.keySet()) {
            byte[] utf8 = author.value().getBytes(StandardCharsets.UTF_8);
            number(out, utf8.length);
            out.writeBytes(utf8);
        }
        number(out, log.size());
        long position = 0;
        long atMs = 0;
        for (Stored one : log) {
            number(out, one.position() - position);
            signed(out, one.atMs() - atMs);
            number(out, authors.getOrDefault(one.author(), 0));
            number(out, one.change().chunk().length);
            position = one.position();
            atMs = one.atMs();
        }
        log.forEach(one -> out.writeBytes(one.change().chunk()));
        return out.toByteArray();
    }

    /// The hashes of a log in its order, 32 bytes each.
    static byte[] hashes(List<Stored> log) {
        byte[] hashes = new byte[log.size() * ChangeHash.BYTES];
        for (int i = 0; i < log.size(); i++) {
            log.get(i).change().hash().write(hashes, i * ChangeHash.BYTES);
        }
        return hashes;
    }

    /// Reads what was written, from one index to before another; checks each change's checksum.
    static List<Stored> read(byte[] plain, int from, int to) {
        return new Reading(plain).changes(from, to);
    }

    static byte[] deflate(byte[] plain) {
        try (var deflater = new Deflater(LEVEL, true)) {
            deflater.setInput(plain);
            deflater.finish();
            var out = new ByteArrayOutputStream(plain.length / 2 + 64);
            byte[] some = new byte[SOME_BYTES];
            while (!deflater.finished()) {
                out.write(some, 0, deflater.deflate(some));
            }
            return out.toByteArray();
        }
    }

    static byte[] inflate(byte[] packed, long plainBytes) {
        byte[] plain = new byte[Math.toIntExact(plainBytes)];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(packed);
            int at = 0;
            while (at < plain.length) {
                int count = inflater.inflate(plain, at, plain.length - at);
                if (count == 0) {
                    throw new IllegalStateException("a document's snapshot is cut off");
                }
                at += count;
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a document's snapshot cannot be inflated", e);
        }
    }

    static Change change(byte[] chunk) {
        try {
            return Change.parse(chunk);
        } catch (MalformedChangeException e) {
            throw new IllegalStateException("a stored change is broken", e);
        }
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void signed(ByteArrayOutputStream out, long value) {
        number(out, value << 1 ^ value >> 63);
    }

    private static final class Reading {
        private final byte[] plain;
        private int at;

        Reading(byte[] plain) {
            this.plain = plain;
        }

        List<Stored> changes(int from, int to) {
            if (plain[at++] != VERSION) {
                throw new IllegalStateException("a document's snapshot is of another version");
            }
            List<UserId> authors = authors();
            int count = (int) number();
            int end = Math.min(to, count);
            long[] positions = new long[count];
            long[] times = new long[count];
            int[] writers = new int[count];
            int[] lengths = new int[count];
            for (int i = 0; i < count; i++) {
                positions[i] = (i == 0 ? 0 : positions[i - 1]) + number();
                times[i] = (i == 0 ? 0 : times[i - 1]) + signed();
                writers[i] = (int) number();
                lengths[i] = (int) number();
            }
            for (int i = 0; i < Math.min(from, count); i++) {
                at += lengths[i];
            }
            var read = new ArrayList<Stored>(Math.max(0, end - from));
            for (int i = from; i < end; i++) {
                read.add(
                        new Stored(
                                change(take(lengths[i])),
                                authors.get(writers[i]),
                                times[i],
                                positions[i]));
            }
            return read;
        }

        private List<UserId> authors() {
            int count = (int) number();
            var authors = new ArrayList<UserId>(count);
            for (int i = 0; i < count; i++) {
                authors.add(new UserId(new String(take((int) number()), StandardCharsets.UTF_8)));
            }
            return authors;
        }

        private byte[] take(int length) {
            byte[] taken = new byte[length];
            System.arraycopy(plain, at, taken, 0, length);
            at += length;
            return taken;
        }

        private long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = plain[at++];
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        private long signed() {
            long zigzag = number();
            return zigzag >>> 1 ^ -(zigzag & 1);
        }
    }
}
