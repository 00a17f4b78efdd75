package coffee.crema.tastings.session;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.tastings.session.TastingStore.Owner;
import coffee.crema.tastings.sheet.Sheets.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Who may sync a cupper's sheet.
///
/// | | before the lock | from the lock on | from the reveal on |
/// |---|---|---|---|
/// | its cupper | writes | writes, and that is late | reads |
/// | hosts, back ends that run rooms | - | read | read |
/// | others | - | - | read, once {@link Viewer} shows them its scores of every sample |
///
/// Who may not is told that there is no such document.
public final class SheetPolicy implements DocumentPolicy {
    private final TastingDesk desk;
    private volatile Consumer<DocumentInfo> listener = _ -> {};

    public SheetPolicy(TastingDesk desk) {
        this.desk = desk;
    }

    /// @param next told of every sheet that this node stored changes of; must not block
    void listen(Consumer<DocumentInfo> next) {
        listener = next;
    }

    @Override
    public String kind() {
        return Kind.SHEET.wireName();
    }

    @Override
    public CompletionStage<Access> access(Principal who, DocumentInfo document) {
        return desk.database().read(tx -> access(tx, who, document));
    }

    private Access access(Tx tx, Principal who, DocumentInfo document) {
        Optional<Owner> owner = desk.store().ownerOfSheet(tx, document.id().value());
        Optional<Seat> found =
                owner.flatMap(of -> Seat.find(desk, tx, who, desk.find(tx, of.session())));
        if (found.isEmpty()) {
            return Access.NONE;
        }
        Seat seat = found.get();
        if (owner.get().user().equals(who.user())) {
            boolean open = seat.step().compareTo(Step.REVEAL) < 0;
            return open && seat.speaks() && Viewer.mayCup(seat.role()) ? Access.WRITE : Access.READ;
        }
        return seat.step().locked() && seat.seesAllScores() ? Access.READ : Access.NONE;
    }

    @Override
    public void changed(DocumentInfo document, List<Change> stored) {
        listener.accept(document);
    }
}
