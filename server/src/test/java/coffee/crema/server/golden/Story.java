package coffee.crema.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One transcript, as docs/golden/README.md describes it.
///
/// @param replayed whether a real node can be brought to say its part
/// @param besides what a node may say at any time, and what is no part of the story
record Story(String name, boolean replayed, List<JsonNode> besides, List<Step> steps) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    sealed interface Step {
        /// The client sends it; `connect` on a socket of its own.
        record Says(JsonNode message) implements Step {}

        /// The server sends these, in any order.
        record Hears(List<JsonNode> messages) implements Step {}

        /// Somebody else does something, and it is done.
        record Elsewhere(String user, String type, JsonNode data) implements Step {}

        /// The network takes the socket away, without a word.
        record Lost() implements Step {}
    }

    static Story read(Path file) {
        try {
            JsonNode all = MAPPER.readTree(file.toFile());
            boolean replayed = all.path("node").asBoolean();
            return new Story(
                    file.getFileName().toString(),
                    replayed,
                    elements(all.path("besides")).toList(),
                    replayed ? elements(all.path("steps")).map(Story::step).toList() : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Step step(JsonNode step) {
        return switch (step.path("from").asText()) {
            case "client" -> new Step.Says(step.path("message"));
            case "server" ->
                    new Step.Hears(
                            step.has("message")
                                    ? List.of(step.path("message"))
                                    : elements(step.path("messages")).toList());
            case "elsewhere" ->
                    new Step.Elsewhere(
                            step.path("user").asText(),
                            step.at("/message/type").asText(),
                            step.at("/message/data"));
            case "network" -> new Step.Lost();
            default -> throw new IllegalArgumentException("not a step: " + step);
        };
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Override
    public String toString() {
        return name;
    }
}
