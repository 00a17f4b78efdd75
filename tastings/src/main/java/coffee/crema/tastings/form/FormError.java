package coffee.crema.tastings.form;

/// What is wrong with a form.
///
/// @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
/// @param rule a short name of the rule that is broken, for example `maxItems` or `unknown-field`
/// @param message in words, with the limit where there is one
public record FormError(String pointer, String rule, String message) {}
