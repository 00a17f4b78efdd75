package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.AutomergeWorkers.Content;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.automerge.AmValue;
import org.automerge.Document;

/// Values that were set at the same time as others that are shown, gathered on the way through a document.
final class Conflicts {
    private static final int CHARS_MAX = 4_096;
    private static final MethodHandle VALUES = valuesOf();

    private final Document document;
    private final Deque<String> path = new ArrayDeque<>();
    private final Map<String, List<byte[]>> places = new LinkedHashMap<>();
    private long bytes;

    Conflicts(Document document) {
        this.document = document;
    }

    /// The library's class of conflicts is not public, though its methods are.
    private static MethodHandle valuesOf() {
        try {
            Method values = Class.forName("org.automerge.Conflicts").getDeclaredMethod("values");
            values.setAccessible(true);
            return MethodHandles.lookup().unreflect(values);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// @param conflicts as `Document.getAll` answers
    @SuppressWarnings("unchecked") // as the library declares it
    static Collection<AmValue> values(Optional<?> conflicts) {
        if (conflicts.isEmpty()) {
            return List.of();
        }
        try {
            return (Collection<AmValue>) VALUES.invoke((Object) conflicts.get());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("conflicts cannot be read", e);
        }
    }

    void enter(String step) {
        path.addLast(step);
    }

    void leave() {
        path.removeLast();
    }

    /// Several values stand where the way has led.
    ///
    /// @param shown the bytes of the one that is shown
    /// @param bytesLeft how much more may be answered
    void note(byte[] shown, Collection<AmValue> all, int depth, int bytesLeft) {
        if (places.size() >= Content.CONFLICTS_MAX) {
            return;
        }
        List<byte[]> others = new ArrayList<>();
        for (AmValue value : all) {
            byte[] other =
                    new ContentReader(document, (int) Math.max(0, bytesLeft - bytes))
                            .alone(value, depth);
            boolean known =
                    Arrays.equals(other, shown)
                            || others.stream().anyMatch(one -> Arrays.equals(one, other));
            if (!known && others.size() < Content.OTHERS_MAX) {
                others.add(other);
                bytes += other.length;
            }
        }
        String pointer = pointer();
        if (!others.isEmpty() && pointer.length() <= CHARS_MAX) {
            places.put(pointer, others);
            bytes += pointer.length();
        }
    }

    private String pointer() {
        return path.stream()
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /// The others, by JSON pointer.
    Map<String, List<byte[]>> places() {
        return places;
    }
}
