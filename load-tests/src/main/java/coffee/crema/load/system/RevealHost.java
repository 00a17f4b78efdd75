package coffee.crema.load.system;

import coffee.crema.load.driver.Client;
import coffee.crema.load.driver.CremaDialect;
import coffee.crema.load.driver.Driver;
import coffee.crema.load.driver.Meter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Schedules a blind box and starts it, as docs/blind-box.md tells.
public final class RevealHost {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CALL_MAX = Duration.ofSeconds(30);
    private static final int SECONDS = 1;

    private final CremaDialect dialect;
    private final String user;
    private final InetSocketAddress address;

    RevealHost(CremaDialect dialect, String user, InetSocketAddress address) {
        this.dialect = dialect;
        this.user = user;
        this.address = address;
    }

    /// @param coffees as JSON objects
    public void schedule(Driver driver, String order, List<String> coffees) {
        try {
            var data =
                    JSON.createObjectNode()
                            .put("orderId", order)
                            .put("countdown", SECONDS)
                            .put("interval", SECONDS);
            var items = data.putArray("items");
            for (String coffee : coffees) {
                items.addObject().set("coffee", JSON.readTree(coffee));
            }
            ask(driver, "blindbox.schedule", data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @return when the coffee before the first would be due, `System.nanoTime()`; each other is due a second later
    public long start(Driver driver, String order) {
        JsonNode answer =
                ask(driver, "blindbox.start", JSON.createObjectNode().put("orderId", order));
        long startMs = answer.at("/box/startedAtMs").asLong();
        long agoMs = System.currentTimeMillis() - startMs;
        return System.nanoTime()
                - TimeUnit.MILLISECONDS.toNanos(agoMs)
                + TimeUnit.SECONDS.toNanos(SECONDS);
    }

    private JsonNode ask(Driver driver, String type, JsonNode data) {
        var host = driver.client(dialect, new Client.Identity(user, ""), address, new Meter());
        driver.openAll(List.of(host), 1, CALL_MAX);
        JsonNode answer =
                Driver.await(driver.onLoop(() -> dialect.command(host, type, data)), CALL_MAX);
        driver.onLoop(host::close);
        return answer;
    }
}
