package coffee.crema.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.WireFormat;
import coffee.crema.server.LocalNode;
import coffee.crema.server.cluster.WsClient;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the client says in a transcript is said to a real node, and what the server says there is what the node must say.
class GoldenTest {
    private static final Path STORIES = Path.of("../docs/golden");
    private static final String SECRET = "a secret of the golden stories, long enough for HS256";
    private static final String ME = "ann";
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    @TempDir static Path dir;
    private static LocalNode node;
    private static URI address;

    private final Placeholders values = new Placeholders();
    private final Map<String, WsClient> others = new HashMap<>();
    private @Nullable RawTalk talk;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir, "crema.auth.hs256-secret=" + SECRET);
        address = URI.create(node.node().address().toString().replaceFirst("^http", "ws") + "/ws");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void leave() {
        if (talk != null) {
            talk.cut();
        }
        others.values().forEach(WsClient::close);
    }

    static Stream<Story> stories() throws IOException {
        List<Story> all;
        try (Stream<Path> files = Files.list(STORIES)) {
            all =
                    files.filter(file -> file.toString().endsWith(".json"))
                            .sorted()
                            .map(Story::read)
                            .toList();
        }
        assertThat(all).isNotEmpty();
        return all.stream().filter(Story::replayed);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void a_node_says_what_is_written(Story story) throws Exception {
        values.put("client", TextNode.valueOf("golden/1"));
        values.put("token", TextNode.valueOf(token(ME, Duration.ofHours(1))));
        values.put("token-that-ends", TextNode.valueOf(token(ME, Duration.ofSeconds(20))));
        for (Story.Step step : story.steps()) {
            switch (step) {
                case Story.Step.Says(JsonNode message) -> say(message);
                case Story.Step.Hears(List<JsonNode> messages) -> hear(messages, story.besides());
                case Story.Step.Elsewhere(String user, String type, JsonNode data) ->
                        other(user).ask(type, fields(values.filled(data)));
                case Story.Step.Lost() -> Objects.requireNonNull(talk).cut();
            }
        }
    }

    private void say(JsonNode message) throws Exception {
        if (message.path("type").asText().equals("connect")) {
            talk = new RawTalk(address);
        }
        Objects.requireNonNull(talk).send(values.filled(message));
    }

    private void hear(List<JsonNode> messages, List<JsonNode> besides) throws Exception {
        List<JsonNode> missing = new ArrayList<>(messages);
        while (!missing.isEmpty()) {
            JsonNode said = Objects.requireNonNull(talk).next(missing);
            Optional<JsonNode> written =
                    missing.stream().filter(one -> values.matches(one, said)).findFirst();
            if (written.isPresent()) {
                missing.remove(written.get());
            } else {
                assertThat(besides)
                        .as("the node said %s, where is written %s", said, missing)
                        .anyMatch(one -> new Placeholders().matches(one, said));
            }
        }
    }

    private WsClient other(String user) {
        return others.computeIfAbsent(
                user,
                name -> {
                    var client = new WsClient(WireFormat.JSON, token(name, Duration.ofHours(1)));
                    client.connected(address);
                    return client;
                });
    }

    private static Map<String, Object> fields(JsonNode data) {
        return MAPPER.convertValue(data, new TypeReference<>() {});
    }

    private static String token(String user, Duration validity) {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .claim("name", user)
                        .expirationTime(Date.from(Instant.now().plus(validity)))
                        .build();
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(SECRET));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
