package coffee.crema.crdt.document;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Permission;
import coffee.crema.rooms.Role;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomPolicy;
import coffee.crema.rooms.Standing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// Plain documents. Of a room: who may see the room reads, who may chat or edit in it writes. Of a user: nobody else sees it. A frozen one is only read.
public final class OpenDocuments implements DocumentPolicy {
    private final RoomDesk desk;

    public OpenDocuments(RoomDesk desk) {
        this.desk = desk;
    }

    @Override
    public String kind() {
        return DocumentInfo.OPEN;
    }

    @Override
    public CompletionStage<Access> access(Principal who, DocumentInfo document) {
        CompletionStage<Access> access =
                document.room()
                        .map(room -> inRoom(who, room))
                        .orElseGet(() ->
                                CompletableFuture.completedStage(
                                        document.owner().filter(who.user()::equals).isPresent()
                                                ? Access.WRITE
                                                : Access.NONE));
        return access.thenApply(
                given -> document.frozen() && given.mayWrite() ? Access.READ : given);
    }

    /// Who administers the room; a user's own, that user.
    @Override
    public CompletionStage<Boolean> mayDelete(Principal who, DocumentInfo document) {
        return document.room()
                .map(room ->
                        desk.look(room, who.user())
                                .thenApply(standing -> administers(who, standing)))
                .orElseGet(() ->
                        CompletableFuture.completedStage(
                                document.owner().filter(who.user()::equals).isPresent()));
    }

    private boolean administers(Principal who, Standing standing) {
        return !standing.bannedAt(desk.nowMs())
                && RoomPolicy.actingRole(who, standing)
                        .filter(role -> role.may(Permission.ADMINISTER))
                        .isPresent();
    }

    private CompletionStage<Access> inRoom(Principal who, RoomId room) {
        return desk.look(room, who.user())
                .thenApply(standing -> byRole(who, standing))
                .exceptionally(OpenDocuments::refused);
    }

    private Access byRole(Principal who, Standing standing) {
        Role role = RoomPolicy.requireStay(who, standing, desk.nowMs());
        return role.may(Permission.CHAT) || role.may(Permission.EDIT) ? Access.WRITE : Access.READ;
    }

    /// That somebody may not is an answer; that the store is away is none.
    private static Access refused(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof RejectedException refusal && !refusal.code().retryable()) {
            return Access.NONE;
        }
        throw new CompletionException(cause);
    }
}
