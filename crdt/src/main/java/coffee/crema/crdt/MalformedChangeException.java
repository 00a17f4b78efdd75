package coffee.crema.crdt;

/// Bytes that are no change: broken, too large, or of another kind. Carries no stack trace: it is about input, not a bug.
public final class MalformedChangeException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedChangeException(String what) {
        super(what, null, false, false);
    }
}
