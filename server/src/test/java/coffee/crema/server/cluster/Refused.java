package coffee.crema.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A command was refused.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient JsonNode error;
    private final transient @Nullable ObjectNode command;

    Refused(JsonNode error, @Nullable ObjectNode command) {
        super(error.toString());
        this.error = error;
        this.command = command;
    }

    /// What was refused, if it was a command.
    @Nullable ObjectNode command() {
        return command;
    }

    public String code() {
        return error.path("code").asText();
    }

    public JsonNode error() {
        return error;
    }

    public boolean isRetryable() {
        return error.path("retryable").asBoolean();
    }
}
