package coffee.crema.server.assembly;

import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.GuestTokens;
import coffee.crema.rooms.InvitationTokens;
import coffee.crema.rooms.Invitations;
import coffee.crema.rooms.LiveRooms;
import coffee.crema.rooms.Memberships;
import coffee.crema.rooms.Moderation;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.RoomFeature;
import coffee.crema.rooms.RoomLimits;
import coffee.crema.rooms.Rooms;
import coffee.crema.rooms.adapter.jdbi.JdbiRoomStore;
import coffee.crema.rooms.chat.Chat;
import coffee.crema.rooms.chat.ChatStore;
import coffee.crema.rooms.chat.adapter.jdbi.JdbiChatStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;

/// Rooms and their chat.
@Factory
final class RoomsFactory {

    @Singleton
    ChatStore chatStore() {
        return new JdbiChatStore();
    }

    @Singleton
    RoomDesk desk(Database database, Events events, Scheduler scheduler) {
        return new RoomDesk(database, new JdbiRoomStore(), events, scheduler);
    }

    @Singleton
    Rooms rooms(RoomDesk desk, SecureRandom random) {
        return new Rooms(desk, RoomLimits.defaults(), random);
    }

    @Singleton
    Memberships memberships(RoomDesk desk, GuestTokens tokens, List<RoomFeature> features) {
        return new Memberships(desk, tokens, features);
    }

    @Singleton
    Invitations invitations(RoomDesk desk, InvitationTokens invitations, GuestTokens guests) {
        return new Invitations(desk, invitations, guests);
    }

    @Singleton
    Moderation moderation(RoomDesk desk, Memberships memberships) {
        return new Moderation(desk, memberships);
    }

    @Singleton
    Chat chat(RoomDesk desk, ChatStore store, Hub hub, SecureRandom random) {
        return new Chat(desk, store, hub, random);
    }

    @Singleton
    LiveRooms liveRooms(
            RoomDesk desk,
            Rooms rooms,
            Memberships memberships,
            Moderation moderation,
            Hub hub,
            List<RoomFeature> features,
            WireMapper mapper,
            Scheduler scheduler,
            MeterRegistry meters) {
        return new LiveRooms(
                desk, rooms, memberships, moderation, hub, features, mapper, scheduler, meters);
    }
}
