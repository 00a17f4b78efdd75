package coffee.crema.realtime.store.adapter.jdbi;

import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.SecretStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletionStage;

/// Secrets in the table `crema_meta`.
public final class JdbiSecretStore implements SecretStore {
    private static final int BYTES = 32;

    private final Database database;
    private final SecureRandom random;

    public JdbiSecretStore(Database database, SecureRandom random) {
        this.database = database;
        this.random = random;
    }

    @Override
    public CompletionStage<byte[]> secret(String name) {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        String value = Base64.getEncoder().encodeToString(fresh);
        return database.write(
                        "secret", tx -> Meta.getOrPut(JdbiTx.handle(tx), "secret:" + name, value))
                .thenApply(kept -> Base64.getDecoder().decode(kept));
    }
}
