package coffee.crema.tastings.form;

/// A name as people read it. Only ids are ever stored; a label may change with every reading.
public record Label(String ko, String en) {}
