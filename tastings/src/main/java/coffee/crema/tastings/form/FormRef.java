package coffee.crema.tastings.form;

/// Which form, and which version of it: a sheet names both, because a version never changes once somebody has answered it.
///
/// @param id lower-case letters, digits and hyphens, at most {@value FormLimits#ID_LENGTH_MAX}
/// @param version from 1
public record FormRef(String id, int version) {

    @Override
    public String toString() {
        return id + "@" + version;
    }
}
