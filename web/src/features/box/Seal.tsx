import css from './Seal.module.css';

/** A drop of wax with the cup's letter pressed into it. */
export function Seal({ label, size = 'm' }: { label: string; size?: 's' | 'm' }) {
  return (
    <span aria-hidden className={css.seal} data-size={size}>
      <svg aria-hidden viewBox="-50 -50 100 100" className={css.wax}>
        <path d={waxPath} />
        <circle r="31" className={css.rim} />
      </svg>
      <span className={css.letter}>{label}</span>
    </span>
  );
}

/** Several, in a row: what is in the box. */
export function Seals({ labels }: { labels: readonly string[] }) {
  return (
    <span aria-hidden className={css.row}>
      {labels.map((label) => (
        <Seal key={label} label={label} size="s" />
      ))}
    </span>
  );
}

/** Round, as wax is that was pressed: its edge waves a little, and not evenly. */
const waxPath = (() => {
  const points = Array.from({ length: 140 }, (_, at) => {
    const angle = (at / 140) * 2 * Math.PI;
    const radius = 44 + 1.7 * Math.sin(9 * angle) + 1.5 * Math.sin(5 * angle + 1) + 1.2 * Math.sin(2 * angle + 2);
    return `${(radius * Math.cos(angle)).toFixed(1)} ${(radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
})();
