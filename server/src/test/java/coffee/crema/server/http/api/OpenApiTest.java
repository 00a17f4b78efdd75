package coffee.crema.server.http.api;

import static coffee.crema.server.http.api.ApiCaller.ROOMS;
import static coffee.crema.server.http.api.ApiCaller.member;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.web.router.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @TempDir static Path dir;
    private static LocalNode node;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        node = LocalNode.start(dir);
        var response = node.call("GET", "/openapi.yaml", "");
        assertThat(response.statusCode()).isEqualTo(200);
        document = new ObjectMapper().valueToTree(new Yaml().load(response.body()));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void every_route_of_the_api_is_described_and_nothing_else_is() {
        List<String> routes =
                node.bean(Router.class)
                        .uriRoutes()
                        .filter(route -> route.getUriMatchTemplate().toString().startsWith("/api/"))
                        .filter(route ->
                                METHODS.contains(
                                        route.getHttpMethodName().toLowerCase(Locale.ROOT)))
                        .map(route ->
                                route.getHttpMethodName()
                                        + " "
                                        + path(route.getUriMatchTemplate().toString()))
                        .distinct()
                        .sorted()
                        .toList();
        var described = new ArrayList<String>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method ->
                                        described.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        described.removeIf(route -> !route.contains(" /api/"));
        assertThat(described).hasSizeGreaterThan(15);
        assertThat(described.stream().sorted().toList()).isEqualTo(routes);
    }

    /// Without the query of the template.
    private static String path(String template) {
        return template.replaceAll("\\{\\?.*", "");
    }

    @Test
    void every_call_says_its_scope_its_answer_and_the_shape_of_refusals() {
        document.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .flatMap(path -> path.getValue().properties().stream())
                .map(Map.Entry::getValue)
                .forEach(operation -> {
                    String name = operation.path("operationId").asText();
                    assertThat(operation.path("description").asText())
                            .as(name)
                            .startsWith("Scope ");
                    assertThat(operation.path("summary").asText()).as(name).isNotBlank();
                    assertThat(schema(operation, "4XX")).as(name).endsWith("/ApiError");
                    assertThat(schema(operation, "200") + schema(operation, "201"))
                            .as(name)
                            .startsWith("#/components/schemas/");
                });
    }

    private static String schema(JsonNode operation, String status) {
        return operation
                .path("responses")
                .path(status)
                .at("/content/application~1json/schema/$ref")
                .asText();
    }

    @Test
    void refusals_and_answers_have_the_fields_that_are_described() {
        var ann = member(node, "ann");
        matches("ApiError.Detail", ann.refused(404, "not_found", "GET", ROOMS + "/none", ""));
        matches("ApiError.Detail", ann.refused(400, "invalid_field", "POST", ROOMS, "{\"x\":1}"));
        matches("RoomView", ann.done("POST", ROOMS, ApiCaller.room("o1")).path("room"));
        matches("RoomAnswer.Seen", ann.get(ROOMS + "/o1"));
        matches("RoomAnswer.Page", ann.get(ROOMS));
        matches("RoomAnswer.Members", ann.get(ROOMS + "/o1/members"));
        matches("ChatAnswer.Page", ann.get(ROOMS + "/o1/chat"));
        matches("Presence", ann.get(ROOMS + "/o1/presence"));
        matches("LastSeen", ann.get(ROOMS + "/o1/presence/ann"));
        matches(
                "RoomAnswer.GuestToken",
                ann.done("POST", ROOMS + "/o1/guest-tokens", "{\"role\":\"guest\"}"));
        var invitation = ann.done("POST", ROOMS + "/o1/guest-invitations", "{\"role\":\"guest\"}");
        matches("RoomAnswer.Invitation", invitation);
        String arrival =
                "{\"name\":\"Kim\",\"invitation\":\"%s\"}"
                        .formatted(invitation.path("invitation").asText());
        matches("RoomAnswer.Guest", ApiCaller.nobody(node).done("POST", "/api/v1/guests", arrival));
        String events = "/api/v1/channels/room:o1/events";
        matches("Published", ann.done("POST", events, "{\"event\":\"app.x\",\"data\":{\"a\":1}}"));
        var past = ann.get(events);
        matches("PastEvents", past);
        matches("PastEvent", past.path("events").path(0));
    }

    /// Every field is described, and every required one is there.
    private static void matches(String name, JsonNode value) {
        JsonNode schema = document.at("/components/schemas").path(name);
        assertThat(schema.isObject()).as(name).isTrue();
        var fields = new ArrayList<String>();
        value.fieldNames().forEachRemaining(fields::add);
        var known = new ArrayList<String>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        assertThat(known).as(name).containsAll(fields);
        schema.path("required")
                .forEach(field -> assertThat(fields).as(name).contains(field.asText()));
    }
}
