package coffee.crema.realtime.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What a hub counts.
final class HubMeters {

    final Counter recoveredFromRing;
    final Counter recoveredFromBroker;
    final Counter snapshots;
    final Counter gapsFound;
    final Counter gapsHealed;
    final Counter eventsHealed;
    final Counter resets;
    final Counter epochsRenewed;
    final Counter duplicates;
    final Counter heldDropped;
    final Counter mailboxDropped;
    final Counter retries;
    final Counter followsFailed;
    final Counter comparesFailed;
    final Counter membersGivenUp;
    final Counter ephemeralsLocal;
    final Counter observerFailures;

    HubMeters(MeterRegistry meters) {
        recoveredFromRing = meters.counter("crema.hub.recoveries", "outcome", "ring");
        recoveredFromBroker = meters.counter("crema.hub.recoveries", "outcome", "broker");
        snapshots = meters.counter("crema.hub.recoveries", "outcome", "snapshot");
        gapsFound = meters.counter("crema.hub.gaps", "state", "found");
        gapsHealed = meters.counter("crema.hub.gaps", "state", "healed");
        eventsHealed = meters.counter("crema.hub.gap.events");
        resets = meters.counter("crema.hub.resets");
        epochsRenewed = meters.counter("crema.hub.epochs.renewed");
        duplicates = meters.counter("crema.hub.duplicates");
        heldDropped = meters.counter("crema.hub.held.dropped");
        mailboxDropped = meters.counter("crema.hub.mailbox.dropped");
        retries = meters.counter("crema.hub.retries");
        followsFailed = meters.counter("crema.hub.follows.failed");
        comparesFailed = meters.counter("crema.hub.compares.failed");
        membersGivenUp = meters.counter("crema.hub.members.given.up");
        ephemeralsLocal = meters.counter("crema.hub.ephemerals.local");
        observerFailures = meters.counter("crema.hub.observer.failures");
    }
}
