package coffee.crema.tastings.form;

/// A part of a form that is shown together.
public record FormSection(String id, Label label) {}
