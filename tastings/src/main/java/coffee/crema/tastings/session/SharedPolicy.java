package coffee.crema.tastings.session;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.tastings.sheet.Sheets.Kind;
import java.util.concurrent.CompletionStage;

/// Who may sync what the table writes together.
///
/// | | `table-notes` | `consensus`, which is there from the lock on |
/// |---|---|---|
/// | cuppers of the session, hosts | write until the session is closed, then read | the same |
/// | assistants | as others | as cuppers |
/// | others | read, once {@link Viewer} shows them what the panel noted of every sample | the same |
public final class SharedPolicy implements DocumentPolicy {
    private final TastingDesk desk;
    private final Kind kind;

    /// @param kind {@link Kind#NOTES} or {@link Kind#CONSENSUS}
    public SharedPolicy(TastingDesk desk, Kind kind) {
        this.desk = desk;
        this.kind = kind;
    }

    @Override
    public String kind() {
        return kind.wireName();
    }

    @Override
    public CompletionStage<Access> access(Principal who, DocumentInfo document) {
        return desk.database().read(tx -> access(tx, who, document));
    }

    private Access access(Tx tx, Principal who, DocumentInfo document) {
        return desk.store()
                .ofSharedDocument(tx, document.id().value())
                .flatMap(tasting -> Seat.find(desk, tx, who, tasting))
                .map(this::access)
                .orElse(Access.NONE);
    }

    private Access access(Seat seat) {
        boolean atTable =
                kind == Kind.CONSENSUS ? seat.viewer().inConsensus() : seat.viewer().atTable();
        if (!atTable) {
            return seat.seesAllScores() ? Access.READ : Access.NONE;
        }
        return seat.speaks() && seat.step() != Step.CLOSED ? Access.WRITE : Access.READ;
    }
}
