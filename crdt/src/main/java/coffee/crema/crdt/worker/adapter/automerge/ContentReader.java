package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.worker.Reply.Status;
import coffee.crema.crdt.worker.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;
import org.automerge.AmValue;
import org.automerge.Document;
import org.automerge.MapEntry;
import org.automerge.ObjectId;
import org.jspecify.annotations.Nullable;

/// A document's content as bytes, see {@link Tag}. Of values that were set at the same time the one that Automerge shows; the others beside it, if they are asked for.
final class ContentReader {
    private final Document document;
    private final int bytesMax;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Null when they are not asked for.
    private @Nullable Conflicts conflicts;

    ContentReader(Document document, int bytesMax) {
        this.document = document;
        this.bytesMax = bytesMax;
    }

    /// @throws Desk.No `TOO_LARGE`
    byte[] content() {
        map(ObjectId.ROOT, 0);
        return out.toByteArray();
    }

    /// The content, then the conflicts, see {@link coffee.crema.crdt.worker.Command#READ_ALL}.
    ///
    /// @throws Desk.No `TOO_LARGE`
    byte[] all() {
        var found = new Conflicts(document);
        conflicts = found;
        map(ObjectId.ROOT, 0);
        count(found.places().size());
        found.places()
                .forEach((pointer, values) -> {
                    byte[] name = utf8(pointer);
                    count(name.length);
                    some(name);
                    count(values.size());
                    values.forEach(this::some);
                });
        return out.toByteArray();
    }

    /// One value by itself.
    ///
    /// @throws Desk.No `TOO_LARGE`
    byte[] alone(AmValue value, int depth) {
        value(value, depth);
        return out.toByteArray();
    }

    /// What stands at a step of the way that is walked just now.
    private void step(
            String step, AmValue value, int depth, Supplier<Collection<AmValue>> standing) {
        if (conflicts == null) {
            value(value, depth);
            return;
        }
        int from = out.size();
        conflicts.enter(step);
        value(value, depth);
        Collection<AmValue> all = standing.get();
        if (all.size() > 1) {
            byte[] written = out.toByteArray();
            conflicts.note(
                    Arrays.copyOfRange(written, from, written.length),
                    all,
                    depth,
                    bytesMax - out.size());
        }
        conflicts.leave();
    }

    @SuppressWarnings("JavaUtilDate") // the library's
    private void value(AmValue value, int depth) {
        switch (value) {
            case AmValue.Map map -> map(map.getId(), depth);
            case AmValue.List list -> list(list.getId(), depth);
            case AmValue.Text text -> text(text.getId());
            case AmValue.Str string -> bytes(Tag.STRING, utf8(string.getValue()));
            case AmValue.Int number -> number(Tag.INT, number.getValue());
            case AmValue.UInt number -> number(Tag.UINT, number.getValue());
            case AmValue.F64 number ->
                    number(Tag.DOUBLE, Double.doubleToRawLongBits(number.getValue()));
            case AmValue.Bool truth -> tag(truth.getValue() ? Tag.TRUE : Tag.FALSE);
            case AmValue.Bytes bytes -> bytes(Tag.BYTES, bytes.getValue());
            case AmValue.Counter counter -> number(Tag.COUNTER, counter.getValue());
            case AmValue.Timestamp time -> number(Tag.TIMESTAMP, time.getValue().getTime());
            // null, and kinds that a later Automerge may have
            default -> tag(Tag.NULL);
        }
    }

    private void map(ObjectId id, int depth) {
        requireShallow(depth);
        requireRoom(document.length(id));
        MapEntry[] entries = document.mapEntries(id).orElse(new MapEntry[0]);
        tag(Tag.MAP);
        count(entries.length);
        for (MapEntry entry : entries) {
            byte[] name = utf8(entry.getKey());
            count(name.length);
            some(name);
            step(
                    entry.getKey(),
                    entry.getValue(),
                    depth + 1,
                    () -> Conflicts.values(document.getAll(id, entry.getKey())));
        }
    }

    private void list(ObjectId id, int depth) {
        requireShallow(depth);
        requireRoom(document.length(id));
        AmValue[] items = document.listItems(id).orElse(new AmValue[0]);
        tag(Tag.LIST);
        count(items.length);
        for (int i = 0; i < items.length; i++) {
            int index = i;
            step(
                    Integer.toString(i),
                    items[i],
                    depth + 1,
                    () -> Conflicts.values(document.getAll(id, index)));
        }
    }

    /// Asked for its length first: the whole text would have to fit into our heap.
    private void text(ObjectId id) {
        requireRoom(document.length(id));
        bytes(Tag.TEXT, utf8(document.text(id).orElse("")));
    }

    private void number(byte tag, long value) {
        tag(tag);
        requireRoom(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }

    private void bytes(byte tag, byte[] value) {
        tag(tag);
        count(value.length);
        some(value);
    }

    private void tag(byte tag) {
        requireRoom(1);
        out.write(tag);
    }

    private void count(int count) {
        requireRoom(Integer.BYTES);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write(count >>> shift);
        }
    }

    private void some(byte[] bytes) {
        requireRoom(bytes.length);
        out.writeBytes(bytes);
    }

    private void requireRoom(long bytes) {
        if (out.size() + bytes > bytesMax) {
            throw new Desk.No(Status.TOO_LARGE);
        }
    }

    private static void requireShallow(int depth) {
        if (depth > Tag.DEPTH_MAX) {
            throw new Desk.No(Status.TOO_LARGE);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
