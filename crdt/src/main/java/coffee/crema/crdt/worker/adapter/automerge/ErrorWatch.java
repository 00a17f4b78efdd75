package coffee.crema.crdt.worker.adapter.automerge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads what a worker writes to its standard error, so that it never waits for us, and forgets it: panics quote documents. Only whether memory was refused is kept.
final class ErrorWatch implements Runnable {
    private static final String OUT_OF_MEMORY = "memory allocation of";
    private static final int BYTES = 8192;

    private final InputStream errors;
    private volatile boolean outOfMemory;

    ErrorWatch(InputStream errors) {
        this.errors = errors;
    }

    @Override
    public void run() {
        byte[] some = new byte[BYTES];
        String before = "";
        try {
            for (int count = errors.read(some); count >= 0; count = errors.read(some)) {
                String text = before + new String(some, 0, count, StandardCharsets.ISO_8859_1);
                if (text.contains(OUT_OF_MEMORY)) {
                    outOfMemory = true;
                }
                before = text.substring(Math.max(0, text.length() - OUT_OF_MEMORY.length()));
            }
        } catch (IOException e) {
            // the worker is gone
        }
    }

    boolean isOutOfMemory() {
        return outOfMemory;
    }
}
