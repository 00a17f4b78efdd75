package coffee.crema.blindbox;

import static coffee.crema.blindbox.BlindBoxShop.HOST;
import static coffee.crema.blindbox.BlindBoxShop.await;
import static coffee.crema.blindbox.BlindBoxShop.member;

import coffee.crema.blindbox.BlindBoxShop.Heard;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A shop with one node and a box, and the words in which tests speak of it.
abstract class BlindBoxFixture {
    static final OrderId ORDER = new OrderId("7");
    static final Principal ANN = member("ann");
    static final Principal BOB = member("bob");
    static final Principal CAT = member("cat");
    static final Principal DAN = member("dan");

    BlindBoxShop shop;
    BlindBoxNode node;

    abstract DatabaseSettings settings();

    @BeforeEach
    void open() {
        shop = new BlindBoxShop(settings(), new Random(1));
        node = shop.node();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    void lifecycle(String move) {
        await(
                switch (move) {
                    case "open" ->
                            node.conduct.open(node.by(HOST), new BlindBoxCommand.Open(ORDER, null));
                    case "lock" ->
                            node.conduct.lock(node.by(HOST), new BlindBoxCommand.Lock(ORDER, null));
                    case "start" ->
                            node.conduct.start(
                                    node.by(HOST), new BlindBoxCommand.Start(ORDER, null));
                    case "pause" ->
                            node.conduct.pause(
                                    node.by(HOST), new BlindBoxCommand.Pause(ORDER, null));
                    case "resume" ->
                            node.conduct.resume(
                                    node.by(HOST), new BlindBoxCommand.Resume(ORDER, null));
                    case "finish" ->
                            node.conduct.finish(
                                    node.by(HOST), new BlindBoxCommand.Finish(ORDER, null));
                    default -> throw new AssertionError(move);
                });
    }

    void abort(@Nullable Boolean voids) {
        await(node.conduct.abort(node.by(HOST), new BlindBoxCommand.Abort(ORDER, null, voids)));
    }

    void seconds(double seconds) {
        shop.later(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    List<String> names() {
        return shop.heard().stream().map(Heard::name).toList();
    }

    Heard last(String name) {
        return shop.heard().stream().filter(one -> one.name().equals(name)).toList().getLast();
    }

    void joined(Principal... people) {
        for (Principal one : people) {
            shop.join(node, one, ORDER);
        }
    }

    String dump(String table) {
        return await(
                shop.database.read(tx ->
                        JdbiTx.handle(tx)
                                .createQuery("select * from " + table)
                                .map((row, _) -> {
                                    var line = new StringBuilder();
                                    int columns = row.getMetaData().getColumnCount();
                                    for (int i = 1; i <= columns; i++) {
                                        Object value = row.getObject(i);
                                        line.append(
                                                        value instanceof byte[] bytes
                                                                ? new String(
                                                                        bytes,
                                                                        StandardCharsets.ISO_8859_1)
                                                                : String.valueOf(value))
                                                .append(' ');
                                    }
                                    return line.toString();
                                })
                                .list()
                                .toString()));
    }
}
