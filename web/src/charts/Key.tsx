import css from './Key.module.css';

/** How a mark of a chart looks: told apart by shape and line, not by color alone. */
export type Sign = 'mean' | 'median' | 'panel' | 'own';

/** A mark with what it stands for. */
export function Key({ sign, children }: { sign: Sign; children: string }) {
  return (
    <span className={css.key}>
      <svg viewBox="0 0 40 20" className={css.sign} aria-hidden>
        <line x1="2" x2="38" y1="10" y2="10" className={css[sign]} />
        <Shape sign={sign} x={20} y={10} size={6} />
      </svg>
      {children}
    </span>
  );
}

/** The mark itself, `size` from its middle to its edge. */
export function Shape({ sign, x, y, size }: { sign: Sign; x: number; y: number; size: number }) {
  switch (sign) {
    case 'mean':
      return <path d={`M${x} ${y - size}l${size} ${size * 1.8}h${-2 * size}z`} className={css.meanShape} />;
    case 'median':
      return (
        <path d={`M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`} className={css.medianShape} />
      );
    case 'panel':
      return <circle cx={x} cy={y} r={size} className={css.panelShape} />;
    case 'own':
      return <rect x={x - size} y={y - size} width={2 * size} height={2 * size} className={css.ownShape} />;
  }
}
