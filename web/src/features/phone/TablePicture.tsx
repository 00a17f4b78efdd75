import css from './TablePicture.module.css';

/** More cups than this do not fit on the picture's table. */
const cupsMax = 12;

/** Cups on a table, as many as there are samples. Only a picture: it is said in words beside it. */
export function TablePicture({ samples }: { samples: number }) {
  const count = Math.max(1, Math.min(cupsMax, samples));
  const front = Math.ceil(count / 2);
  const rows = count > 4 ? [count - front, front] : [count];
  return (
    <svg viewBox="0 0 320 132" className={css.picture} aria-hidden>
      <ellipse cx="160" cy="104" rx="152" ry="24" className={css.table} />
      {rows.map((cups, row) =>
        Array.from({ length: cups }, (_, cup) => {
          const wide = 300 / Math.max(cups, 3);
          const x = 160 + (cup - (cups - 1) / 2) * Math.min(wide, 62);
          const y = rows.length === 1 ? 72 : 56 + row * 32;
          // biome-ignore lint/suspicious/noArrayIndexKey: cups on a picture have nothing else
          return <Cup key={`${row} ${cup}`} x={x} y={y} late={(row * 3 + cup * 2) % 5} />;
        }),
      )}
    </svg>
  );
}

function Cup({ x, y, late }: { x: number; y: number; late: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
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
