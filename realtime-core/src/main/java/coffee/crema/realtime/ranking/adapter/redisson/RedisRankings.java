package coffee.crema.realtime.ranking.adapter.redisson;

import coffee.crema.realtime.adapter.redisson.LuaCall;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.broker.BrokerUnavailableException;
import coffee.crema.realtime.ranking.Rankings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// {@link Rankings} in Redis: for each board a sorted set, with the points negated so that equal ones stand by name, and its version; each call is one script. A board is loaded in
/// parts beside the one that is there, and takes its place as a whole.
public final class RedisRankings implements Rankings {
    /// A board that nobody looks at for so long is forgotten.
    static final Duration AGE_MAX = Duration.ofDays(7);

    /// A board that is not loaded to its end in this time is forgotten.
    private static final Duration LOADING_MAX = Duration.ofMinutes(1);

    private static final int PART = 1_000;
    private static final String ADD = LuaCall.script(RedisRankings.class, "add.lua");
    private static final String SWAP = LuaCall.script(RedisRankings.class, "swap.lua");
    private static final String WINDOW = LuaCall.script(RedisRankings.class, "window.lua");
    private static final String AROUND = LuaCall.script(RedisRankings.class, "around.lua");

    private final RedisLink link;

    /// @param link stays open
    public RedisRankings(RedisLink link) {
        this.link = link;
    }

    @Override
    public CompletionStage<Void> load(String board, long version, List<Entry> entries) {
        Set<String> members = new HashSet<>();
        entries.forEach(entry -> members.add(entry.member()));
        if (entries.size() > MEMBERS_MAX || members.size() != entries.size()) {
            throw new IllegalArgumentException(
                    "at most " + MEMBERS_MAX + " members, each once, not " + entries.size());
        }
        String loading = key(board, "loading-" + UUID.randomUUID());
        CompletionStage<List<Object>> last = CompletableFuture.completedFuture(List.of());
        for (int from = 0; from < entries.size(); from += PART) {
            List<Entry> part = entries.subList(from, Math.min(entries.size(), from + PART));
            last = last.thenCompose(_ -> eval(adding(loading, part)));
        }
        return last.thenCompose(_ -> eval(swapping(board, loading, version, entries.size())))
                .thenAccept(_ -> {});
    }

    private static LuaCall adding(String loading, List<Entry> part) {
        LuaCall call = new LuaCall(ADD).key(loading).argument(LOADING_MAX.toMillis());
        part.forEach(entry -> call.argument(-entry.points()).argument(entry.member()));
        return call;
    }

    private LuaCall swapping(String board, String loading, long version, int size) {
        return new LuaCall(SWAP)
                .key(loading)
                .key(key(board, "members"))
                .key(key(board, "version"))
                .argument(version)
                .argument(size)
                .argument(AGE_MAX.toMillis());
    }

    @Override
    public CompletionStage<Optional<Window>> window(String board, long from, int limit) {
        return eval(call(WINDOW, board).argument(from).argument(limit))
                .thenApply(RedisRankings::window);
    }

    @Override
    public CompletionStage<Optional<Window>> around(String board, String member, int each) {
        return eval(call(AROUND, board).argument(member).argument(each))
                .thenApply(RedisRankings::window);
    }

    private LuaCall call(String script, String board) {
        return new LuaCall(script)
                .key(key(board, "members"))
                .key(key(board, "version"))
                .argument(AGE_MAX.toMillis());
    }

    /// Nothing; or the size, and place, member and points of each.
    private static Optional<Window> window(List<Object> answer) {
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 1; i < answer.size(); i += 3) {
            ranked.add(
                    new Ranked(
                            number(answer.get(i)),
                            text(answer.get(i + 1)),
                            -number(answer.get(i + 2))));
        }
        return Optional.of(new Window(number(answer.getFirst()), ranked));
    }

    private static long number(Object part) {
        return part instanceof Long number ? number : Long.parseLong(text(part));
    }

    private static String text(Object part) {
        return part instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : part.toString();
    }

    private CompletionStage<List<Object>> eval(LuaCall call) {
        return link.run(call)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(
                                new BrokerUnavailableException(
                                        "the rankings did not answer", failure)));
    }

    private String key(String board, String part) {
        return link.key("ranking", "{" + board + "}", part);
    }
}
