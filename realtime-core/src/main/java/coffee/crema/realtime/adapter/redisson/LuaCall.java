package coffee.crema.realtime.adapter.redisson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call of a script: what it is given, in order. Not for several threads.
public final class LuaCall {
    final String script;
    final List<Object> keys = new ArrayList<>();
    final List<Object> arguments = new ArrayList<>();

    public LuaCall(String script) {
        this.script = script;
    }

    /// Reads a script that lies beside a class.
    public static String script(Class<?> beside, String name) {
        try (@Nullable InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the script " + name + " is missing beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LuaCall key(String key) {
        keys.add(key);
        return this;
    }

    public LuaCall argument(byte[] bytes) {
        arguments.add(bytes);
        return this;
    }

    public LuaCall argument(String text) {
        return argument(text.getBytes(StandardCharsets.UTF_8));
    }

    public LuaCall argument(long number) {
        return argument(Long.toString(number));
    }
}
