package coffee.crema.crdt.document;

import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.hub.ChannelObserver;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.wire.Event;
import coffee.crema.rooms.RoomId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a node hears of documents and of roles in rooms, brought to the live documents that it is about.
final class DocumentNews {
    private final LiveDocuments live;
    private final DocumentParts parts;

    DocumentNews(LiveDocuments live, DocumentParts parts) {
        this.live = live;
        this.parts = parts;
    }

    void begin() {
        Hub hub = parts.hub();
        hub.observe(DocumentId.CHANNEL_PREFIX, new OfDocument());
        hub.observe(RoomId.CHANNEL_PREFIX, new OfRoom());
        hub.observe(Documents.CHANNEL.value(), new OfAccess());
        new Watch(hub, Documents.CHANNEL, parts.time(), () -> {}, this::recheckAll).begin();
    }

    private void recheckAll() {
        live.all().forEach(document -> document.inTurn(() -> document.refresh(null)));
    }

    private final class OfDocument implements ChannelObserver {
        @Override
        public void appended(Hub.Turn turn, long offset, Event event) {
            if (event.name().equals(DocumentEvent.CHANGED)) {
                with(
                        turn,
                        document ->
                                document.replication()
                                        .changed(
                                                parts.mapper()
                                                        .fromJson(
                                                                event.json(),
                                                                DocumentEvent.Changed.class)));
            }
        }

        @Override
        public boolean ephemeral(Hub.Turn turn, Event event) {
            if (event.name().equals(DocumentEvent.PASSING)) {
                with(
                        turn,
                        document ->
                                document.replication()
                                        .passed(
                                                parts.mapper()
                                                        .fromJson(
                                                                event.json(),
                                                                DocumentEvent.Passing.class)));
            }
            return true;
        }

        @Override
        public void reset(Hub.Turn turn) {
            with(turn, document -> document.replication().interrupted());
        }

        private void with(Hub.Turn turn, Consumer<LiveDocument> task) {
            DocumentId.ofChannel(turn.channel()).map(live::find).ifPresent(task);
        }
    }

    private final class OfRoom implements ChannelObserver {

        /// Whom an event is about; its other fields are passed over.
        private record About(@Nullable String user) {}

        @Override
        public void appended(Hub.Turn turn, long offset, Event event) {
            switch (event.name()) {
                case "room.closed" -> changed(turn, null);
                case "room.role-changed",
                        "room.member-joined",
                        "room.member-left",
                        "room.member-removed" -> {
                    About about = parts.mapper().fromJson(event.json(), About.class);
                    changed(turn, about.user() == null ? null : new UserId(about.user()));
                }
                default -> {}
            }
        }

        @Override
        public void reset(Hub.Turn turn) {
            changed(turn, null);
        }

        private void changed(Hub.Turn turn, @Nullable UserId user) {
            RoomId.ofChannel(turn.channel()).ifPresent(room -> live.rooms().changed(room, user));
        }
    }

    private final class OfAccess implements ChannelObserver {
        @Override
        public void appended(Hub.Turn turn, long offset, Event event) {
            if (!event.name().equals(DocumentEvent.ACCESS)) {
                return;
            }
            var changed = parts.mapper().fromJson(event.json(), DocumentEvent.AccessChanged.class);
            if (changed.room() != null) {
                live.rooms().changed(new RoomId(changed.room()), null);
            }
            if (changed.document() != null) {
                LiveDocument document = live.find(new DocumentId(changed.document()));
                if (document != null) {
                    document.inTurn(() -> document.refresh(null));
                }
            }
        }

        @Override
        public void reset(Hub.Turn turn) {
            recheckAll();
        }
    }
}
