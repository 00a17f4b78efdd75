package coffee.crema.tastings.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a panel made of one sample. The score is the mean of the individual scores, not the formula on averages.
///
/// @param scores how many complete sheets count
/// @param of how many cuppers there are
/// @param adapted whether the number of cups was not the form's, so that parts were scaled
/// @param descriptors what was ticked or noted by enough of the panel, most often first
public record PanelView(
        int scores,
        int of,
        boolean adapted,
        @Nullable Double mean,
        @Nullable Double median,
        @Nullable Double sd,
        @Nullable Double trimmedMean,
        List<DescriptorView> descriptors) {

    /// @param cuppers how many ticked it
    public record DescriptorView(String id, int cuppers) {}
}
