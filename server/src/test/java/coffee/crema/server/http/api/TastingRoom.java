package coffee.crema.server.http.api;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.server.LocalNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A room for cupping on a node, for tests that carry its sessions on over HTTP.
final class TastingRoom {
    static final String TASTINGS = "/api/v1/tastings";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ApiCaller host;
    private final LocalNode node;
    private final String room;

    TastingRoom(LocalNode node, String room) {
        this.node = node;
        this.room = room;
        this.host = ApiCaller.member(node, "hana");
        host.createRoom(room);
    }

    /// Somebody comes into the room, which takes a socket otherwise.
    ApiCaller member(String user) {
        var principal =
                new Principal(
                        new UserId(user),
                        user,
                        Principal.Kind.MEMBER,
                        Set.of(),
                        List.of(),
                        Instant.MAX,
                        Optional.empty());
        node.bean(Memberships.class)
                .join(
                        node.bean(Requests.class).http(principal, Optional.empty(), new byte[0]),
                        new RoomCommand.Join(new RoomId(room), null, null, null))
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
        return ApiCaller.member(node, user);
    }

    /// @param samples as JSON
    /// @return the path of the session
    String session(String id, String samples) {
        host.done(
                "POST",
                TASTINGS,
                "{\"room\":\"%s\",\"title\":\"Panel\",\"form\":\"cva-affective\",\"id\":\"%s\",\"samples\":%s}"
                        .formatted(room, id, samples));
        return TASTINGS + "/" + id;
    }

    long seq(String path) {
        return host.get(path).at("/session/moment/seq").asLong();
    }

    /// @return the step
    String move(String path) {
        JsonNode moved =
                host.done(
                        "POST",
                        path + "/moves",
                        "{\"seq\":%d,\"move\":\"next\"}".formatted(seq(path)));
        return moved.at("/moment/step").asText();
    }

    void go(String path, String step) {
        while (!host.get(path).at("/session/moment/step").asText().equals(step)) {
            move(path);
        }
    }

    /// Fills in all of a sample with the same number.
    static void markAll(ApiCaller cupper, String path, String code, int value) {
        for (String field :
                List.of(
                        "fragrance",
                        "aroma",
                        "flavor",
                        "aftertaste",
                        "acidity",
                        "sweetness",
                        "mouthfeel",
                        "overall")) {
            mark(cupper, path, code, "scores." + field, Integer.toString(value));
        }
    }

    static JsonNode mark(ApiCaller cupper, String path, String code, String field, String value) {
        String json = "{\"field\":\"%s\",\"value\":%s}".formatted(field, value);
        return cupper.done("POST", path + "/samples/" + code + "/marks", json);
    }

    /// A call with a body that is no JSON, or an answer that is none.
    HttpResponse<byte[]> file(
            String user, String method, String path, byte[] body, String contentType) {
        var request =
                HttpRequest.newBuilder(URI.create(node.node().address() + path))
                        .header("Authorization", "Bearer " + node.token(user))
                        .header("Content-Type", contentType)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build();
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
