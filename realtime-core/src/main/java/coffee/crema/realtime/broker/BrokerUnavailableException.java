package coffee.crema.realtime.broker;

/// The broker cannot be reached or did not answer in time. What was asked for may still have happened.
public final class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
