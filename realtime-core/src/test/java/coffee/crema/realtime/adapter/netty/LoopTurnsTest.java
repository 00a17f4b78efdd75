package coffee.crema.realtime.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // of a loop that is told to end
final class LoopTurnsTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final LoopTurns turns =
            new LoopTurns(task -> {
                heard.add("pool");
                task.run();
            });

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void what_a_loop_of_the_door_hands_over_runs_there_after_what_it_is_doing() throws Exception {
        loop.submit(
                        () -> {
                            LoopTurns.isDoorLoop(loop);
                            turns.execute(
                                    () -> heard.add(loop.inEventLoop() ? "loop" : "elsewhere"));
                            heard.add("before");
                        })
                .get(10, TimeUnit.SECONDS);
        loop.submit(() -> {}).get(10, TimeUnit.SECONDS);

        assertThat(heard).containsExactly("before", "loop");
    }

    @Test
    void what_comes_from_elsewhere_runs_on_the_pool() throws Exception {
        turns.execute(() -> heard.add("here"));
        loop.submit(() -> turns.execute(() -> heard.add("from another loop")))
                .get(10, TimeUnit.SECONDS);

        assertThat(heard).containsExactly("pool", "here", "pool", "from another loop");
    }

    @Test
    void a_loop_that_has_ended_leaves_its_turns_to_the_pool() throws Exception {
        loop.submit(
                        () -> {
                            LoopTurns.isDoorLoop(loop);
                            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
                            turns.execute(() -> heard.add("while it ends"));
                        })
                .get(10, TimeUnit.SECONDS);
        assertThat(loop.terminationFuture().await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(heard).endsWith("while it ends");
    }
}
