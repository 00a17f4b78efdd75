package coffee.crema.realtime.store;

/// The database cannot be reached, is over its queue limit, or lost the connection during a commit.
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
