package coffee.crema.tastings.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Sets values in a tree of objects by JSON pointer.
public final class Pointers {
    private Pointers() {}

    /// @param sets a null node deletes; objects on the way are made
    public static void apply(ObjectNode root, Map<String, JsonNode> sets) {
        sets.forEach((pointer, value) -> set(root, pointer, value));
    }

    private static void set(ObjectNode root, String pointer, JsonNode value) {
        String[] names = pointer.substring(1).split("/", -1);
        ObjectNode here = root;
        for (int i = 0; i < names.length - 1; i++) {
            String name = unescaped(names[i]);
            here = here.get(name) instanceof ObjectNode child ? child : here.putObject(name);
        }
        String last = unescaped(names[names.length - 1]);
        if (value.isNull()) {
            here.remove(last);
        } else {
            here.set(last, value);
        }
    }

    /// One name as a part of a pointer.
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String unescaped(String name) {
        return name.replace("~1", "/").replace("~0", "~");
    }
}
