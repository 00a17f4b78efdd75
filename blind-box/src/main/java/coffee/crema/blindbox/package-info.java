/// Blind-box reveals: sealed answers, guesses, a timetable that any node carries on.
@NullMarked
package coffee.crema.blindbox;

import org.jspecify.annotations.NullMarked;
