package coffee.crema.realtime.adapter.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
    private static final RedisSettings GOOD = RedisSettings.of(URI.create("redis://localhost"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "redis:localhost",
                "localhost:6379",
                "redis://localhost/first",
                "redis:///1"
            })
    void an_address_that_is_none_is_refused_with_an_example(String address) {
        assertThatThrownBy(() -> RedisSettings.of(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://user:password@host:6379/0");
    }

    @Test
    void a_prefix_that_would_not_be_a_plain_word_is_refused() {
        assertThatThrownBy(() -> GOOD.withKeyPrefix("crema:"))
                .hasMessageStartingWith("redis.key-prefix must be");
    }

    @Test
    void what_is_out_of_range_is_refused_with_the_range() {
        assertThatThrownBy(() -> GOOD.withStreamEventsMax(9))
                .hasMessage("redis.stream-events-max must be between 10 and 10,000, but is 9");
        assertThatThrownBy(() -> GOOD.withConnectPatience(java.time.Duration.ofMinutes(6)))
                .hasMessage("redis.connect-patience must be between PT0S and PT5M, but is PT6M");
    }

    @Test
    void the_port_and_the_database_have_defaults() {
        assertThat(GOOD.address()).isEqualTo("redis://localhost:6379");
        assertThat(GOOD.database()).isZero();
        assertThat(RedisSettings.of(URI.create("rediss://h:7000/12")).database()).isEqualTo(12);
    }
}
