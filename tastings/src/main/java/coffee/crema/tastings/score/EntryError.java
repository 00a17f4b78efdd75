package coffee.crema.tastings.score;

/// What is wrong with a value in a sheet. The field counts as unset.
///
/// @param pointer the JSON pointer inside the sample's part of the sheet, for example `/scores/flavor`
/// @param message what would be right
public record EntryError(String pointer, String message) {}
