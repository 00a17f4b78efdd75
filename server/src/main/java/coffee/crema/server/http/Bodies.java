package coffee.crema.server.http;

import coffee.crema.realtime.wire.RawJson;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The bodies of the API. They are read as strictly as commands on a socket: unknown fields are refused by name.
final class Bodies {
    private Bodies() {}

    @Schema(name = "NewRoom")
    record NewRoom(
            @Schema(
                            type = "string",
                            allowableValues = {
                                "cupping",
                                "tasting",
                                "blind-box",
                                "virtual",
                                "event"
                            })
                    String type,
            String title,
            @Schema(
                            type = "string",
                            allowableValues = {"public", "invite"})
                    @Nullable String visibility,
            @Nullable Integer capacity,
            @Nullable Integer slowModeMs,
            @Schema(
                            type = "string",
                            description = "1 to 96 of A-Z a-z 0-9 . _ -; made up when absent")
                    @Nullable String id) {}

    @Schema(name = "RoomChange", description = "What is absent stays")
    record RoomChange(
            @Nullable String title,
            @Schema(
                            type = "string",
                            allowableValues = {"public", "invite"})
                    @Nullable String visibility,
            @Nullable Integer capacity,
            @Nullable Integer slowModeMs) {}

    @Schema(name = "Invitation")
    record Invitation(String user, String role) {}

    @Schema(name = "RoleChange")
    record RoleChange(String role) {}

    @Schema(name = "Ban")
    record Ban(
            @Schema(description = "Unix milliseconds; for good when absent") @Nullable Long untilMs,
            @Nullable String reason) {}

    @Schema(name = "Mute")
    record Mute(
            @Schema(description = "Unix milliseconds; for good when absent")
                    @Nullable Long untilMs) {}

    @Schema(name = "GuestTokenRequest")
    record GuestTokenRequest(String role, @Nullable String name, @Nullable Integer ttlSeconds) {}

    @Schema(name = "NewEvent")
    record NewEvent(
            @Schema(description = "app. and 1 to 60 of a-z 0-9 . -") String event,
            @Schema(type = "object") RawJson data,
            @Schema(description = "true: not kept, no position") @Nullable Boolean ephemeral) {}

    @Schema(name = "Published")
    record Published(@Nullable String epoch, @Nullable Long offset) {}
}
