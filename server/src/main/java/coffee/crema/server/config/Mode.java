package coffee.crema.server.config;

/// What a node is for.
public enum Mode {
    /// Mints tokens for anyone who asks, therefore listens to its own machine only.
    DEVELOPMENT,
    /// Accepts tokens of a configured issuer only.
    PRODUCTION
}
