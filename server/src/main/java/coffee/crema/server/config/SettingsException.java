package coffee.crema.server.config;

/// A setting that a node must not start with. The message is one sentence for the operator; it never holds a secret.
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String sentence) {
        super(sentence, null, false, false);
    }
}
