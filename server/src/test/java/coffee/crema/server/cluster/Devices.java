package coffee.crema.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// People's devices with unmodified automerge-repo clients, in a process of Node.js that does what it is told: crdt/src/test/node/devices.mjs.
final class Devices implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    Devices() {
        try {
            process = NodeScripts.launch("devices.mjs");
            in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Node.js and npm are needed on the PATH", e);
        }
    }

    /// Does something, and waits until it is done.
    private synchronized JsonNode ask(String action, String device, Map<String, ?> rest) {
        ObjectNode ask = JSON.valueToTree(rest);
        ask.put("do", action).put("device", device);
        try {
            in.write(ask + "\n");
            in.flush();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("{\"ok\"")) {
                    return JSON.readTree(line).get("ok");
                }
                if (line.startsWith("{\"failed\"")) {
                    throw new AssertionError(ask + ": " + line);
                }
            }
            throw new AssertionError("the devices are gone: " + ask);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Goes online, at a node; with what it had before.
    void connect(String device, String token, NodeProcess node) {
        String ws = "ws://127.0.0.1:" + node.port() + "/sync";
        ask("connect", device, Map.of("token", token, "ws", ws));
    }

    void disconnect(String device) {
        ask("disconnect", device, Map.of());
    }

    /// @return the content; JSON's null when there is no such document for this device
    JsonNode open(String device, String document) {
        return ask("open", device, Map.of("doc", document));
    }

    /// @param sets by JSON pointer
    void set(String device, String document, Map<String, ?> sets) {
        ask("set", device, Map.of("doc", document, "sets", sets));
    }

    void type(String device, String document, String text, String... path) {
        ask("type", device, Map.of("doc", document, "path", path, "text", text));
    }

    /// Waits for the server's word that it has stored all.
    void saved(String device, String document) {
        ask("saved", device, Map.of("doc", document));
    }

    /// Waits until the device shows this.
    void shows(String device, String document, String pointer, Object value) {
        ask("shows", device, Map.of("doc", document, "pointer", pointer, "value", value));
    }

    JsonNode read(String device, String document) {
        return ask("read", device, Map.of("doc", document));
    }

    /// How often the device was told that it may not.
    int refusals(String device) {
        return ask("refusals", device, Map.of()).asInt();
    }

    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
