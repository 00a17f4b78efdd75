package coffee.crema.realtime.hub;

/// Counts the gaps of one channel, each once: found, and healed unless the stream started over. In the channel's turn only.
final class Gap {

    private final HubMeters meters;
    private boolean open;

    Gap(HubMeters meters) {
        this.meters = meters;
    }

    void found() {
        if (!open) {
            open = true;
            meters.gapsFound.increment();
        }
    }

    void healed() {
        if (open) {
            open = false;
            meters.gapsHealed.increment();
        }
    }

    void dropped() {
        open = false;
    }
}
