package coffee.crema.tastings.form;

/// When a field is usually filled in. Advice for a client that wants to show the current section first; nothing is refused at another time.
public enum UsualPhase {
    DRY,
    BREAK,
    HOT,
    WARM,
    COOL,
    ANY
}
