package coffee.crema.crdt;

/// Counts what a change does, by the one column of its chunk that has an entry for each operation. What the operations are is known to Automerge alone.
public final class Operations {
    /// Its number and type: the fourth column, of run-length encoded numbers.
    private static final int ACTION_COLUMN = 0x42;

    private Operations() {}

    /// @return how many operations the change has; -1 when its columns cannot be read
    public static long count(Change change) {
        try {
            return count(change.chunk());
        } catch (MalformedChangeException e) {
            return -1;
        }
    }

    private static long count(byte[] chunk) throws MalformedChangeException {
        var body = new ChunkReader(chunk);
        body.skip(9); // the magic bytes, the checksum, the type
        body.length();
        body.hashes();
        body.skip(body.length()); // actor
        body.number(); // seq
        body.number(); // startOp
        body.signedNumber(); // time
        body.skip(body.length()); // message
        for (long actors = body.number(); actors > 0; actors--) {
            body.skip(body.length());
        }
        long before = 0;
        long actions = -1;
        int actionBytes = 0;
        for (long columns = body.number(); columns > 0; columns--) {
            long column = body.number();
            long bytes = body.number();
            if (column == ACTION_COLUMN) {
                actions = before;
                actionBytes = Math.toIntExact(Math.min(bytes, Integer.MAX_VALUE));
            }
            before += bytes;
        }
        if (actions < 0) {
            return 0;
        }
        int from = Math.toIntExact(Math.min(body.position() + actions, Integer.MAX_VALUE));
        if (from > chunk.length || actionBytes > chunk.length - from) {
            throw new MalformedChangeException("a column leads past the end");
        }
        return entries(new ChunkReader(chunk, from, from + actionBytes));
    }

    /// Runs of one number, so many different numbers, or so many of none.
    private static long entries(ChunkReader column) throws MalformedChangeException {
        long entries = 0;
        while (!column.atEnd()) {
            long run = column.signedNumber();
            if (run > 0) {
                column.number();
                entries += run;
            } else if (run < 0) {
                for (long i = run; i < 0; i++) {
                    column.number();
                }
                entries -= run;
            } else {
                entries += column.number();
            }
        }
        return entries;
    }
}
