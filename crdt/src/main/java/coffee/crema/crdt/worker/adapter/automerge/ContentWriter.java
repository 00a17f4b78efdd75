package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.worker.Reply.Status;
import coffee.crema.crdt.worker.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.automerge.AmValue;
import org.automerge.NewValue;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Transaction;

/// Puts content that came as bytes, see {@link Tag}, into a document.
final class ContentWriter {
    private final Transaction transaction;
    private final ByteBuffer in;

    ContentWriter(Transaction transaction, ByteBuffer in) {
        this.transaction = transaction;
        this.in = in;
    }

    /// A place for a value.
    private sealed interface Place {
        record Named(ObjectId map, String name) implements Place {}

        record At(ObjectId list, long index) implements Place {}

        /// Before this index; others move on.
        record Before(ObjectId list, long index) implements Place {}
    }

    /// The content of a whole document: a map.
    void root() {
        in.get();
        entries(ObjectId.ROOT);
    }

    private void entries(ObjectId map) {
        for (int rest = in.getInt(); rest > 0; rest--) {
            put(new Place.Named(map, text()));
        }
    }

    /// One edit: a path and a value.
    void edit() {
        int steps = in.getInt();
        ObjectId holder = ObjectId.ROOT;
        for (int i = 0; i < steps - 1; i++) {
            holder = child(holder, text());
        }
        String last = text();
        boolean inList = isList(holder);
        if (in.get(in.position()) == Tag.GONE) {
            in.get();
            delete(holder, last, inList);
        } else if (!inList) {
            put(new Place.Named(holder, last));
        } else if (last.equals("-")) {
            put(new Place.Before(holder, transaction.length(holder)));
        } else {
            put(new Place.At(holder, index(holder, last)));
        }
    }

    private void delete(ObjectId holder, String last, boolean inList) {
        if (inList) {
            transaction.delete(holder, index(holder, last));
        } else {
            transaction.delete(holder, last);
        }
    }

    private ObjectId child(ObjectId holder, String step) {
        var value =
                isList(holder)
                        ? transaction.get(holder, (int) index(holder, step))
                        : transaction.get(holder, step);
        return switch (value.orElseThrow(ContentWriter::nowhere)) {
            case AmValue.Map map -> map.getId();
            case AmValue.List list -> list.getId();
            default -> throw nowhere();
        };
    }

    private boolean isList(ObjectId holder) {
        return transaction.getObjectType(holder).filter(ObjectType.LIST::equals).isPresent();
    }

    private long index(ObjectId list, String step) {
        try {
            long index = Long.parseLong(step);
            if (index >= 0 && index < transaction.length(list)) {
                return index;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw nowhere();
    }

    private static Desk.No nowhere() {
        return new Desk.No(Status.NO_SUCH_PATH);
    }

    private void put(Place place) {
        byte tag = in.get();
        switch (tag) {
            case Tag.MAP -> entries(made(place, ObjectType.MAP));
            case Tag.LIST -> {
                ObjectId list = made(place, ObjectType.LIST);
                int count = in.getInt();
                for (int i = 0; i < count; i++) {
                    put(new Place.Before(list, i));
                }
            }
            case Tag.TEXT -> {
                String text = text();
                transaction.spliceText(made(place, ObjectType.TEXT), 0, 0, text);
            }
            case Tag.INT -> whole(place, in.getLong());
            default -> put(place, scalar(tag));
        }
    }

    @SuppressWarnings("JavaUtilDate") // the library's
    private NewValue scalar(byte tag) {
        return switch (tag) {
            case Tag.NULL -> NewValue.NULL;
            case Tag.TRUE -> NewValue.bool(true);
            case Tag.FALSE -> NewValue.bool(false);
            case Tag.DOUBLE -> NewValue.f64(in.getDouble());
            case Tag.STRING -> NewValue.str(text());
            case Tag.BYTES -> NewValue.bytes(bytes());
            case Tag.COUNTER -> NewValue.counter(in.getLong());
            case Tag.TIMESTAMP -> NewValue.timestamp(new Date(in.getLong()));
            default -> throw new IllegalArgumentException("no value has the tag " + tag);
        };
    }

    /// `NewValue.integer` of 0.0.7 writes a floating-point number and `NewValue.uint` another number, so neither is used. Beyond 32 bits whole numbers become exact
    /// floating-point ones, as all are in JavaScript.
    private void whole(Place place, long value) {
        if (value == (int) value) {
            switch (place) {
                case Place.Named(var map, var name) -> transaction.set(map, name, (int) value);
                case Place.At(var list, var index) -> transaction.set(list, index, (int) value);
                case Place.Before(var list, var index) ->
                        transaction.insert(list, index, (int) value);
            }
        } else if ((long) (double) value == value) {
            put(place, NewValue.f64((double) value));
        } else {
            throw new IllegalArgumentException("a whole number is out of range");
        }
    }

    private void put(Place place, NewValue value) {
        switch (place) {
            case Place.Named(var map, var name) -> transaction.set(map, name, value);
            case Place.At(var list, var index) -> transaction.set(list, index, value);
            case Place.Before(var list, var index) -> transaction.insert(list, index, value);
        }
    }

    private ObjectId made(Place place, ObjectType type) {
        return switch (place) {
            case Place.Named(var map, var name) -> transaction.set(map, name, type);
            case Place.At(var list, var index) -> transaction.set(list, index, type);
            case Place.Before(var list, var index) -> transaction.insert(list, index, type);
        };
    }

    private String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
