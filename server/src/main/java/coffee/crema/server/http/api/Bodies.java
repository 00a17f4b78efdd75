package coffee.crema.server.http.api;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.Visibility;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
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
            @Schema(type = "string", maxLength = 120) String title,
            @Schema(
                            type = "string",
                            allowableValues = {"public", "invite"},
                            defaultValue = "invite")
                    @Nullable String visibility,
            @Schema(type = "integer", minimum = "2", maximum = "100000", defaultValue = "50")
                    @Nullable Integer capacity,
            @Schema(type = "integer", minimum = "0", maximum = "3600000", defaultValue = "0")
                    @Nullable Integer slowModeMs,
            @Schema(
                            type = "string",
                            description = "1 to 96 of A-Z a-z 0-9 . _ -; made up when absent")
                    @Nullable String id) {
        RoomCommand.Create command() {
            return new RoomCommand.Create(
                    RoomType.parse("type", type),
                    title,
                    Bodies.visibility(visibility),
                    capacity,
                    slowModeMs,
                    id == null ? null : RoomId.parse("id", id));
        }
    }

    @Schema(name = "RoomChange", description = "What is absent stays")
    record RoomChange(
            @Schema(type = "string", maxLength = 120) @Nullable String title,
            @Schema(
                            type = "string",
                            allowableValues = {"public", "invite"})
                    @Nullable String visibility,
            @Schema(type = "integer", minimum = "2", maximum = "100000") @Nullable Integer capacity,
            @Schema(type = "integer", minimum = "0", maximum = "3600000")
                    @Nullable Integer slowModeMs) {
        RoomCommand.Update command(RoomId room) {
            return new RoomCommand.Update(
                    room, title, Bodies.visibility(visibility), capacity, slowModeMs);
        }
    }

    @Schema(name = "Invitation")
    record Invitation(String user, String role) {
        RoomCommand.Invite command(RoomId room) {
            return new RoomCommand.Invite(
                    room, UserId.parse("user", user), Role.parse("role", role));
        }
    }

    @Schema(name = "RoleChange")
    record RoleChange(String role) {
        RoomCommand.SetRole command(RoomId room, UserId user) {
            return new RoomCommand.SetRole(room, user, Role.parse("role", role));
        }
    }

    @Schema(name = "Ban")
    record Ban(
            @Schema(description = "Unix milliseconds; for good when absent") @Nullable Long untilMs,
            @Schema(description = "for the room's staff", maxLength = 200)
                    @Nullable String reason) {
        RoomCommand.Ban command(RoomId room, UserId user) {
            return new RoomCommand.Ban(room, user, untilMs, reason);
        }
    }

    @Schema(name = "Mute")
    record Mute(
            @Schema(description = "Unix milliseconds; for good when absent")
                    @Nullable Long untilMs) {
        RoomCommand.Mute command(RoomId room, UserId user) {
            return new RoomCommand.Mute(room, user, untilMs);
        }
    }

    @Schema(name = "GuestTokenRequest")
    record GuestTokenRequest(
            @Schema(description = "none of the staff's") String role,
            @Schema(type = "string", maxLength = 64) @Nullable String name,
            @Schema(type = "integer", minimum = "60", maximum = "86400", defaultValue = "14400")
                    @Nullable Integer ttlSeconds) {
        RoomCommand.GuestToken command(RoomId room) {
            return new RoomCommand.GuestToken(room, Role.parse("role", role), name, ttlSeconds);
        }
    }

    @Schema(name = "GuestInvitationRequest")
    record GuestInvitationRequest(
            @Schema(description = "none of the staff's") String role,
            @Schema(type = "integer", minimum = "60", maximum = "86400", defaultValue = "14400")
                    @Nullable Integer ttlSeconds) {
        RoomCommand.Invitation command(RoomId room) {
            return new RoomCommand.Invitation(room, Role.parse("role", role), ttlSeconds);
        }
    }

    @Schema(name = "Arrival")
    record Arrival(
            String invitation,
            @Schema(type = "string", maxLength = 64, description = "what others see")
                    String name) {}

    @Schema(name = "NewEvent")
    record NewEvent(
            @Schema(pattern = "app\\.[a-z0-9.-]{1,60}") String event,
            @Schema(implementation = Object.class) RawJson data,
            @Schema(description = "not kept, no position", defaultValue = "false")
                    @Nullable Boolean ephemeral) {}

    @Schema(name = "Published", description = "The event's position; empty when it is ephemeral")
    record Published(@Nullable String epoch, @Nullable Long offset) {}

    @Schema(name = "Done", description = "An empty object")
    record Done() {}

    @Schema(name = "Presence")
    record People(
            @Schema(description = "people, not devices") int count,
            @Schema(
                            description =
                                    "by user id: {name, metas: [{ref, sinceMs, role, state}]}; absent above 1,000 people",
                            type = "object")
                    @Nullable Object people) {}

    @Schema(name = "LastSeen")
    record LastSeen(
            @Schema(description = "in this room now") boolean here,
            @Schema(description = "in any room, Unix milliseconds; absent for never")
                    @Nullable Long lastSeenMs) {}

    @Schema(name = "PastEvents")
    record PastEvents(
            String epoch,
            @Schema(description = "the stream's end") long offset,
            @Schema(
                            description =
                                    "whether nothing is missing between the offset asked for and the first event")
                    boolean complete,
            List<PastEvent> events) {}

    @Schema(name = "PastEvent")
    record PastEvent(long offset, String event, long atMs, @Schema(type = "object") Object data) {}

    private static @Nullable Visibility visibility(@Nullable String asked) {
        return asked == null ? null : Visibility.parse("visibility", asked);
    }
}
