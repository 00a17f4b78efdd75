package coffee.crema.rooms;

import java.util.concurrent.CompletionException;

/// What a stage failed with, without the wrapper that stages put around it.
final class Causes {
    private Causes() {}

    static Throwable root(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
