package coffee.crema.realtime.store;

import java.util.concurrent.CompletionStage;

/// Random keys that all nodes of a database share, made when first asked for.
///
/// **Threading.** Any thread; does not block.
public interface SecretStore {

    /// @param name 1 to 64 characters, for example `guest-tokens`
    /// @return 32 random bytes, the same for every node and over time; fails with {@link StoreUnavailableException}
    CompletionStage<byte[]> secret(String name);
}
