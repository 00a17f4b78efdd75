package coffee.crema.realtime.simulation;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.wire.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/// Says one thing after another: each is committed first, as a transaction would, then published from any node until that is acknowledged.
final class SimulatedPublisher {

    private final World world;
    private final int number;
    private final ChannelName channel;
    private final Set<String> committed;
    private final Set<String> acknowledged;
    private long said;
    private boolean busy;

    SimulatedPublisher(
            World world,
            int number,
            ChannelName channel,
            Set<String> committed,
            Set<String> acknowledged) {
        this.world = world;
        this.number = number;
        this.channel = channel;
        this.committed = committed;
        this.acknowledged = acknowledged;
    }

    boolean busy() {
        return busy;
    }

    void say() {
        if (!busy) {
            busy = true;
            String text = "p" + number + "-" + said++;
            committed.add(text);
            publish(text);
        }
    }

    private void publish(String text) {
        var event = new Event("test.said", said, text.getBytes(StandardCharsets.UTF_8));
        world.anyNode()
                .hub()
                .publish(channel, event, text)
                .whenComplete((position, error) -> {
                    if (error == null) {
                        acknowledged.add(text);
                        busy = false;
                    } else {
                        world.time().after(Duration.ofMillis(100), () -> publish(text));
                    }
                });
    }
}
