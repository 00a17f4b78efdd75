package coffee.crema.tastings.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Orders of presentation.
final class Presentations {
    private Presentations() {}

    /// The order of one cupper.
    ///
    /// @param codes of one flight, in the order of the table
    /// @param place the cupper's number in the panel, from 0
    static List<String> of(
            Ordering ordering, List<String> codes, int place, RandomGenerator random) {
        return switch (ordering) {
            case SQUARE -> row(codes, place);
            case TABLE -> around(codes, random);
        };
    }

    /// A row of a Williams square: 0, 1, n-1, 2, n-2, … and its shifts; with an odd number of samples also the mirrored rows, which together balance who follows whom.
    private static List<String> row(List<String> codes, int place) {
        int n = codes.size();
        if (n == 0) {
            return List.of();
        }
        int shift = place % n;
        List<String> row = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            int zigzag = i % 2 == 1 ? (i + 1) / 2 : (n - i / 2) % n;
            row.add(codes.get((zigzag + shift) % n));
        }
        boolean mirrored = n % 2 == 1 && place / n % 2 == 1;
        if (mirrored) {
            Collections.reverse(row);
        }
        return row;
    }

    private static List<String> around(List<String> codes, RandomGenerator random) {
        List<String> order = new ArrayList<>(codes);
        if (order.isEmpty()) {
            return order;
        }
        Collections.rotate(order, random.nextInt(order.size()));
        if (random.nextBoolean()) {
            Collections.reverse(order);
        }
        return order;
    }
}
