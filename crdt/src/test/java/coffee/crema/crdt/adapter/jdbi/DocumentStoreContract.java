package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentStore.Stats;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.rooms.Room;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.Visibility;
import coffee.crema.rooms.adapter.jdbi.JdbiRoomStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the store of documents promises of documents, on any database.
abstract class DocumentStoreContract extends StoreContract {

    @Test
    void a_document_is_created_once_and_found() {
        DocumentInfo info = log.find(id).orElseThrow();
        assertThat(info).isEqualTo(Log.info(id));
        assertThat(log.yes(tx -> log.store.create(tx, info))).isFalse();
        var other = DocumentId.random(new SecureRandom());
        assertThat(log.find(other)).isEmpty();
        assertThat(log.load(other)).isEmpty();
        assertThat(log.stats(other)).isEqualTo(new Stats(0, 0, 0, 0));
        assertThat(code(() -> log.append(other, ann.edits(1)))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void a_rooms_documents_come_by_pages() {
        var room = new RoomId("tasting-1");
        log.write(tx -> new JdbiRoomStore().insert(tx, room(room)));
        var ids = new ArrayList<DocumentId>();
        for (int i = 0; i < 3; i++) {
            var one = DocumentId.random(new SecureRandom());
            ids.add(one);
            log.write(tx -> log.store.create(tx, ofRoom(one, room)));
        }
        List<DocumentInfo> first = log.read(tx -> log.store.ofRoom(tx, room, null, 2));
        List<DocumentInfo> rest =
                log.read(tx -> log.store.ofRoom(tx, room, first.getLast().id(), 2));
        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(first.getFirst().room()).contains(room);
        assertThat(first).extracting(DocumentInfo::id).doesNotContain(rest.getFirst().id());
        assertThat(ids)
                .containsExactlyInAnyOrder(
                        first.get(0).id(), first.get(1).id(), rest.getFirst().id());
    }

    @Test
    void a_document_is_frozen_by_heads_and_thawed() {
        List<ChangeHash> heads = List.of(ann.edit().hash(), ben.edit().hash());
        assertThat(log.yes(tx -> log.store.freeze(tx, id, heads))).isTrue();
        DocumentInfo frozen = log.find(id).orElseThrow();
        assertThat(frozen.frozen()).isTrue();
        assertThat(frozen.frozenHeads()).isEqualTo(heads);
        assertThat(log.yes(tx -> log.store.thaw(tx, id))).isTrue();
        assertThat(log.find(id)).contains(Log.info(id));
        var other = DocumentId.random(new SecureRandom());
        assertThat(log.yes(tx -> log.store.freeze(tx, other, heads))).isFalse();
        assertThat(log.yes(tx -> log.store.thaw(tx, other))).isFalse();
    }

    @Test
    void a_ban_is_remembered() {
        List<ChangeHash> hashes = ann.edits(1_200).stream().map(Change::hash).toList();
        for (int i : List.of(3, 700, 3)) {
            ban(hashes.get(i));
        }
        assertThat(banned(hashes)).containsExactlyInAnyOrder(hashes.get(3), hashes.get(700));
        assertThat(banned(List.of())).isEmpty();
    }

    @Test
    void a_deleted_document_is_gone_with_its_log_and_its_id_stays_taken() {
        log.append(id, ann.edits(5));
        log.append(id, ann.edits(5));
        log.compact(id, 5);
        var snapshot = log.read(tx -> log.store.uncompacted(tx, id, 100)).orElseThrow().pack();
        for (int i = 0; i < 2; i++) {
            log.write(tx -> {
                log.store.delete(tx, id);
                return true;
            });
        }
        assertThat(log.find(id).orElseThrow().deleted()).isTrue();
        assertThat(log.yes(tx -> log.store.create(tx, Log.info(id)))).as("its id").isFalse();
        assertThat(log.load(id)).isEmpty();
        assertThat(log.stats(id)).isEqualTo(new Stats(0, 0, 0, 0));
        assertThat(log.yes(tx -> log.store.compact(tx, snapshot))).isFalse();
        assertThat(code(() -> log.append(id, ann.edits(1)))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private void ban(ChangeHash hash) {
        log.write(tx -> {
            log.store.ban(tx, hash, "it killed a worker".repeat(20), 1);
            return true;
        });
    }

    private Set<ChangeHash> banned(List<ChangeHash> asked) {
        return log.read(tx -> log.store.banned(tx, asked));
    }

    private static DocumentInfo ofRoom(DocumentId id, RoomId room) {
        return new DocumentInfo(
                id,
                DocumentInfo.OPEN,
                Optional.of(room),
                Optional.empty(),
                Log.ANN,
                1,
                false,
                List.of());
    }

    private static Room room(RoomId id) {
        return new Room(
                id, RoomType.TASTING, "A tasting", Log.ANN, Visibility.PUBLIC, 10, 0, false, 1, 1);
    }
}
