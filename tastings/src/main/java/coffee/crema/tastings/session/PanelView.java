package coffee.crema.tastings.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a panel made of one sample. The score is the mean of the individual scores, not the formula on averages. Figures are rounded to thousandths of a point.
///
/// @param scores how many complete sheets count
/// @param of how many cuppers there are: show "n of m"
/// @param adapted whether the number of cups was not the form's, so that parts were scaled
/// @param sd the sample standard deviation
/// @param trimmedMean without the least and the largest score, from five scores on
/// @param histogram absent when there is no score
/// @param descriptors what was ticked by enough of the panel, most often first
/// @param fields of the form's scales that somebody filled in, by rising id
/// @param absent why a figure is not there, by its name: `no-scores`, `one-score`
public record PanelView(
        int scores,
        int of,
        boolean adapted,
        @Nullable Double mean,
        @Nullable Double median,
        @Nullable Double sd,
        @Nullable Double trimmedMean,
        @Nullable HistogramView histogram,
        List<DescriptorView> descriptors,
        List<FieldMean> fields,
        @Nullable Map<String, String> absent) {

    /// @param cuppers how many ticked it
    public record DescriptorView(String id, int cuppers) {}

    /// @param mean on the field's own scale
    /// @param cuppers over how many sheets: those that are not excluded and hold the field
    public record FieldMean(String id, double mean, int cuppers) {}

    /// @param width of a bin, in points
    /// @param bins rising, without gaps
    public record HistogramView(double width, List<BinView> bins) {}

    /// @param from the least score in it
    public record BinView(double from, int count) {}

    /// How far cuppers agree, over those who scored every one of the samples.
    ///
    /// @param cuppers how many those are
    /// @param of how many cuppers there are
    /// @param kendallW of the ranks, corrected for ties
    /// @param degreesOfFreedom of `chiSquare`
    /// @param iccSingle ICC(2,1)
    /// @param iccPanel ICC(2,k)
    /// @param absent why a figure is not there, by its name
    public record AgreementView(
            int cuppers,
            int of,
            int samples,
            @Nullable Double kendallW,
            @Nullable Double chiSquare,
            int degreesOfFreedom,
            @Nullable Double iccSingle,
            @Nullable Double iccPanel,
            @Nullable Map<String, String> absent) {}

    /// How far a cupper lies from the mean of the others.
    ///
    /// @param points above zero is generous
    /// @param samples over how many
    /// @param absent why there is none
    public record BiasView(
            String user,
            String name,
            @Nullable Double points,
            int samples,
            @Nullable String absent) {}

    /// What the cuppers made of the calibration's sample.
    ///
    /// @param over whether it is kept as it was, or may still change
    public record CalibrationView(
            String code, double target, boolean over, List<DeviationView> cuppers) {}

    /// @param score absent while it is incomplete
    /// @param off score less target: above zero is generous
    public record DeviationView(
            String user,
            String name,
            @Nullable Double score,
            @Nullable Double off,
            @Nullable String excluded) {}
}
