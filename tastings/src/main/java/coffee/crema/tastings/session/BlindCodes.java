package coffee.crema.tastings.session;

import java.util.Set;
import java.util.random.RandomGenerator;

/// Three-digit codes that say nothing: at random, without those that a mind prefers.
final class BlindCodes {
    private static final int LOW = 100;
    private static final int HIGH = 999;

    private BlindCodes() {}

    /// @param taken those of the session; at most {@link TastingLimits#SAMPLES_MAX}, so that a free one is found soon
    /// @param random must be unpredictable
    static String fresh(Set<String> taken, RandomGenerator random) {
        while (true) {
            int code = random.nextInt(LOW, HIGH + 1);
            String text = Integer.toString(code);
            if (!isMemorable(code) && !taken.contains(text)) {
                return text;
            }
        }
    }

    /// 111, 123, 321, 500: such codes draw higher scores than others.
    static boolean isMemorable(int code) {
        int a = code / 100;
        int b = code / 10 % 10;
        int c = code % 10;
        boolean same = a == b && b == c;
        boolean run = (b == a + 1 && c == b + 1) || (b == a - 1 && c == b - 1);
        boolean round = b == 0 && c == 0;
        return same || run || round;
    }
}
