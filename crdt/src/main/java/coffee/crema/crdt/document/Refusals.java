package coffee.crema.crdt.document;

import coffee.crema.crdt.AutomergeWorkers.Refused;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.document.Intake.Entry;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to changes that no document can take. In the document's turn only.
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final LiveDocument document;
    private final DocumentParts parts;
    private final Intake intake;

    Refusals(LiveDocument document, DocumentParts parts, Intake intake) {
        this.document = document;
        this.parts = parts;
        this.intake = intake;
    }

    /// Takes out what is refused and what depends on it, tells its senders, and remembers it.
    ///
    /// @param refused why; null for no fault of its own that could be remembered
    /// @return the rest
    List<Entry> without(List<Entry> batch, Map<ChangeHash, Refused.@Nullable Reason> refused) {
        if (refused.isEmpty()) {
            return batch;
        }
        var gone = new HashSet<>(refused.keySet());
        var out = new ArrayList<Entry>();
        var rest = new ArrayList<Entry>();
        for (Entry entry : batch) {
            boolean depends = entry.change().dependencies().stream().anyMatch(gone::contains);
            if (depends || gone.contains(entry.change().hash())) {
                gone.add(entry.change().hash());
                out.add(entry);
            } else {
                rest.add(entry);
            }
        }
        intake.settle(out);
        out.forEach(entry -> refuse(entry, refused.get(entry.change().hash())));
        intake.drop(entry -> entry.change().dependencies().stream().anyMatch(gone::contains))
                .forEach(entry -> refuse(entry, null));
        return rest;
    }

    /// @param reason null when it only depends on one that is at fault
    private void refuse(Entry entry, Refused.@Nullable Reason reason) {
        ChangeHash hash = entry.change().hash();
        if (reason != null) {
            parts.meters.refused(reason.name().toLowerCase(Locale.ROOT));
            LOG.warn("change {} of document {} is refused: {}", hash, document.id, reason);
            remember(hash, reason);
        }
        var refusal =
                RejectedException.of(
                        ErrorCode.CHANGE_REFUSED, "a change that no document can take");
        document.turnAway(entry.link(), refusal);
    }

    private void remember(ChangeHash hash, Refused.Reason reason) {
        boolean out =
                switch (reason) {
                    case INVALID, KILLED_WORKER, TOO_MUCH_MEMORY -> true;
                    case TIMED_OUT -> parts.bans.strike(hash);
                };
        if (out) {
            parts.bans
                    .ban(hash, reason.name(), parts.time().millis())
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.warn("the ban of change {} could not be stored", hash, failure);
                        }
                    });
        }
    }
}
