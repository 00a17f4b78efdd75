package coffee.crema.crdt.worker;

/// What a worker answered. Also runs in the worker, so it must need no library.
///
/// @param body as {@link Command} says; empty unless `OK`
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(Status status, byte[] body) {

    private static final byte[] NOTHING = {};

    /// How it went.
    public enum Status {
        OK(0),
        /// Automerge threw. After `LOAD` and `APPLY` the copy is gone: nobody knows its state.
        REFUSED(1),
        /// The answer would be over its limit.
        TOO_LARGE(2),
        /// The document has no such heads.
        NO_SUCH_HEADS(3),
        /// The worker does not hold the copy.
        NO_SUCH_COPY(4),
        /// A path of an edit leads nowhere.
        NO_SUCH_PATH(5);

        private static final Status[] ALL = values();

        private final int number;

        Status(int number) {
            this.number = number;
        }

        /// As on the pipe.
        public int number() {
            return number;
        }

        /// @throws IllegalArgumentException when there is none with this number
        public static Status of(int number) {
            for (Status status : ALL) {
                if (status.number == number) {
                    return status;
                }
            }
            throw new IllegalArgumentException("no status has the number " + number);
        }
    }

    public static Reply ok(byte[] body) {
        return new Reply(Status.OK, body);
    }

    public static Reply no(Status status) {
        return new Reply(status, NOTHING);
    }

    boolean isOk() {
        return status == Status.OK;
    }
}
