import css from './TablePicture.module.css';

/** More cups than this do not fit on the picture's table. */
const cupsMax = 12;

/** Cups on a table, as many as there are samples. Only a picture: it is said in words beside it. */
export function TablePicture({ samples }: { samples: number }) {
  const count = Math.max(1, Math.min(cupsMax, samples));
  const back = count > 4 ? Math.floor(count / 2) : 0;
  return (
    <svg viewBox="0 0 320 128" className={css.picture} aria-hidden>
      <ellipse cx="160" cy="98" rx="154" ry="27" className={css.table} />
      <Row cups={back} y={46} size={0.82} />
      <Row cups={count - back} y={72} size={1} />
    </svg>
  );
}

function Row({ cups, y, size }: { cups: number; y: number; size: number }) {
  const apart = Math.min(54, 280 / Math.max(cups, 1)) * size;
  return Array.from({ length: cups }, (_, cup) => {
    const x = 160 + (cup - (cups - 1) / 2) * apart;
    return <Cup key={x} x={x} y={y} size={size} late={(cup * 2 + (size < 1 ? 1 : 0)) % 5} />;
  });
}

function Cup({ x, y, size, late }: { x: number; y: number; size: number; late: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path
        d="M-5-4c-3-4 3-6 0-11M5-6c-3-4 3-6 0-11"
        className={css.steam}
        style={{ animationDelay: `${late * 0.4}s` }}
      />
      <path d="M-18 0h36l-5 24a6 6 0 0 1-6 5h-14a6 6 0 0 1-6-5z" className={css.cup} />
      <ellipse cx="0" cy="0" rx="18" ry="6" className={css.rim} />
      <ellipse cx="0" cy="0.5" rx="14.5" ry="4.2" className={css.coffee} />
    </g>
  );
}
