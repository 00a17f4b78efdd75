import css from './Meter.module.css';

/** How far along: `value` of `of`. Says the numbers too. */
export function Meter({
  label,
  value,
  of,
  showNumbers = true,
}: {
  label: string;
  value: number;
  of: number;
  showNumbers?: boolean;
}) {
  const share = of > 0 ? Math.min(1, value / of) : 0;
  return (
    <div className={css.meter}>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={value}
        aria-valuetext={`${value}/${of}`}
        className={css.track}
      >
        <div className={css.bar} style={{ inlineSize: `${share * 100}%` }} data-full={share === 1 || undefined} />
      </div>
      {showNumbers && (
        <span aria-hidden className="figures">
          {value}/{of}
        </span>
      )}
    </div>
  );
}
