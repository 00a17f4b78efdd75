package coffee.crema.tastings.score;

import java.util.Optional;

/// One report of a defect.
///
/// @param type the form's id for it; absent when the cupper has not said it yet
/// @param intensity 1 where the form knows none
/// @param cups which cups; absent when the report gives a number only, or leaves it to the cups marked in the form
/// @param count how many cups; 0 when the report does not say
public record Defect(Optional<String> type, int intensity, Optional<CupMarks> cups, int count) {}
