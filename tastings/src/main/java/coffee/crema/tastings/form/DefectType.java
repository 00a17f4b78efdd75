package coffee.crema.tastings.form;

/// A kind of defect that a form knows by name.
public record DefectType(String id, Label label) {}
