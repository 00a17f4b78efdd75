package coffee.crema.blindbox;

import coffee.crema.blindbox.seal.Sealer.Sealed;

/// One position of a box.
///
/// @param position from 1
/// @param commitment 64 hexadecimal digits
/// @param sealed the {@link Answer}
public record Item(int position, String commitment, Sealed sealed) {

    /// `A` for the first position.
    String label() {
        return label(position);
    }

    static String label(int position) {
        return String.valueOf((char) ('A' + position - 1));
    }

    /// @return 0 when it is no label
    static int position(String label) {
        return label.length() == 1 && label.charAt(0) >= 'A' && label.charAt(0) <= 'Z'
                ? label.charAt(0) - 'A' + 1
                : 0;
    }
}
