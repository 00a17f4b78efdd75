package coffee.crema.crdt;

/// What somebody may do with a document.
public enum Access {
    NONE,
    READ,
    WRITE;

    public boolean mayRead() {
        return this != NONE;
    }

    public boolean mayWrite() {
        return this == WRITE;
    }
}
