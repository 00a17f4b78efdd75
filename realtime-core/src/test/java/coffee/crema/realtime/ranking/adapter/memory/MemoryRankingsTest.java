package coffee.crema.realtime.ranking.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.ranking.Rankings;
import coffee.crema.realtime.ranking.RankingsContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryRankingsTest extends RankingsContract {
    private final MemoryRankings rankings = new MemoryRankings();

    @Override
    protected Rankings rankings() {
        return rankings;
    }

    @Test
    void boards_that_nobody_looks_at_are_let_go_of() {
        get(rankings.load("kept", 1, List.of()));
        get(rankings.load("lost", 1, List.of()));
        for (int i = 0; i < MemoryRankings.BOARDS_MAX - 1; i++) {
            get(rankings.load("b" + i, 1, List.of()));
            get(rankings.window("kept", 0, 1));
        }
        assertThat(get(rankings.window("kept", 0, 1))).isPresent();
        assertThat(get(rankings.window("lost", 0, 1))).isEmpty();
    }
}
