package coffee.crema.load.workload;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Listener;
import coffee.crema.load.driver.Meter;
import coffee.crema.load.system.Pause;
import coffee.crema.load.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Clients in rooms, and those among them who publish.
///
/// @param clients all of them, publishers included
/// @param publishers the first of each room
record Crowd(List<Client> clients, List<Client> publishers) {
    static final int PARALLEL = 32;
    private static final Duration OPEN_MAX = Duration.ofMinutes(2);
    private static final int ROOM_FOR_VISITORS = 200;

    /// @param name what the names of the rooms begin with
    /// @param publishersPerRoom devices of the one user who may publish
    record Shape(String name, int rooms, int membersPerRoom, int publishersPerRoom) {
        Shape(int rooms, int membersPerRoom, int publishersPerRoom) {
            this("bench", rooms, membersPerRoom, publishersPerRoom);
        }
    }

    /// Creates the rooms, and connects everyone. Others are told of their joining; the caller waits for that to end.
    static Crowd gather(SystemUnderTest system, Driver driver, Shape shape, Listener listener) {
        return gather(system, driver, shape, listener, 0);
    }

    static Crowd gather(
            SystemUnderTest system, Driver driver, Shape shape, Listener listener, int memberNode) {
        var rooms = roomNames(shape);
        system.createRooms(driver, rooms, shape.membersPerRoom() + ROOM_FOR_VISITORS);
        var dialect = system.dialect();
        var clients = new ArrayList<Client>();
        var publishers = new ArrayList<Client>();
        for (String room : rooms) {
            for (int i = 0; i < shape.membersPerRoom(); i++) {
                boolean publishes = i < shape.publishersPerRoom();
                var identity =
                        new Client.Identity(
                                publishes ? system.publisher() : room + "-user-" + i, room);
                var address = system.address(publishes ? 0 : memberNode);
                var client = driver.client(dialect, identity, address, listener);
                clients.add(client);
                if (publishes) {
                    publishers.add(client);
                }
            }
        }
        driver.openAll(clients, PARALLEL, OPEN_MAX);
        return new Crowd(clients, publishers);
    }

    /// Waits until nothing more comes.
    static void calm(Driver driver, Meter meter, Timing timing) {
        long untilNanos = System.nanoTime() + OPEN_MAX.toNanos();
        driver.onLoop(meter::touch);
        while (driver.onLoop(meter::quietNanos) < timing.calm().toNanos()
                && System.nanoTime() < untilNanos) {
            Pause.of(Duration.ofMillis(20));
        }
    }

    static List<String> roomNames(Shape shape) {
        return IntStream.range(0, shape.rooms()).mapToObj(i -> shape.name() + "-" + i).toList();
    }
}
