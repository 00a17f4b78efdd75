package coffee.crema.server.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/// Somebody who calls the API of a node: with a token, a key, or nothing.
final class ApiCaller {
    static final String ROOMS = "/api/v1/rooms";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LocalNode node;
    private final List<String> credentials;

    private ApiCaller(LocalNode node, String... credentials) {
        this.node = node;
        this.credentials = List.of(credentials);
    }

    static ApiCaller nobody(LocalNode node) {
        return new ApiCaller(node);
    }

    static ApiCaller member(LocalNode node, String user) {
        return bearer(node, node.token(user));
    }

    static ApiCaller bearer(LocalNode node, String token) {
        return new ApiCaller(node, "Authorization", "Bearer " + token);
    }

    static ApiCaller service(LocalNode node, String key) {
        return new ApiCaller(node, "X-Api-Key", key);
    }

    /// An entry of `crema.auth.api-keys`.
    static String apiKey(String name, String key, String scopes) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return name + ":" + HexFormat.of().formatHex(hash) + ":" + scopes;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// @param headers names and values in turn
    HttpResponse<String> call(String method, String path, String json, String... headers) {
        var all = new ArrayList<>(credentials);
        Collections.addAll(all, headers);
        return node.call(method, path, json, all.toArray(String[]::new));
    }

    /// A call that must be carried out.
    JsonNode done(String method, String path, String json, String... headers) {
        var response = call(method, path, json, headers);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return json(response);
    }

    JsonNode get(String path) {
        return done("GET", path, "");
    }

    /// A call that must be refused, in the one shape.
    ///
    /// @return `error`
    JsonNode refused(
            int status, String code, String method, String path, String json, String... headers) {
        return refused(call(method, path, json, headers), status, code);
    }

    static JsonNode refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .doesNotContain("Exception")
                .doesNotContain("coffee.crema")
                .doesNotContain("micronaut")
                .doesNotContain("jackson")
                .doesNotContain("\\tat ");
        JsonNode body = json(response);
        assertThat(body.size()).as(response.body()).isOne();
        JsonNode error = body.path("error");
        assertThat(error.path("code").asText()).as(response.body()).isEqualTo(code);
        assertThat(error.path("number").isInt()).isTrue();
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("retryable").isBoolean()).isTrue();
        return error;
    }

    void createRoom(String id) {
        done("POST", ROOMS, room(id));
    }

    /// The body that makes a public room.
    static String room(String id) {
        return "{\"type\":\"cupping\",\"title\":\"Finca\",\"visibility\":\"public\",\"id\":\""
                + id
                + "\"}";
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }
}
