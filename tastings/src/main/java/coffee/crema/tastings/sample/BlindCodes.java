package coffee.crema.tastings.sample;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What samples are called while nobody may know them: three digits that say nothing and that nobody remembers by their look.
public final class BlindCodes {
    private static final List<String> ALL =
            IntStream.rangeClosed(100, 999)
                    .filter(code -> !striking(code))
                    .mapToObj(Integer::toString)
                    .toList();

    /// How many codes there are.
    public static final int CODES = 867;

    private BlindCodes() {}

    /// @param taken codes that the session has given out already
    /// @return codes that differ from one another and from those taken
    /// @throws IllegalArgumentException when there are not so many left
    public static List<String> draw(int count, Set<String> taken, SecureRandom random) {
        var free = new ArrayList<String>(ALL);
        free.removeAll(taken);
        if (count < 0 || count > free.size()) {
            throw new IllegalArgumentException(
                    count + " codes wanted, " + free.size() + " are left");
        }
        Collections.shuffle(free, random);
        return List.copyOf(free.subList(0, count));
    }

    /// 111, 123, 321, 500 and their like: three equal digits, three in a row, or a round hundred.
    static boolean striking(int code) {
        int first = code / 100 - code / 10 % 10;
        int second = code / 10 % 10 - code % 10;
        return code % 100 == 0 || (first == second && Math.abs(first) <= 1);
    }
}
