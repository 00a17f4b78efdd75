import { Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import { classes } from '../ui/classes';
import { type Box, useBox } from './box';
import css from './Figure.module.css';

/** How a chart's table is reached: by a button, or, where nobody has a pointer, by screen readers only. */
export type TableAccess = 'button' | 'spoken';

interface FigureProps {
  /** What it is about, in sight. */
  label: string;
  /** All that is to be seen, said in a sentence. */
  sentence: string;
  /** Width by height, where nothing else says how high it is. */
  ratio?: number;
  /** Takes the height that its container has. */
  fill?: boolean;
  legend?: ReactNode;
  draw: (box: Box) => ReactNode;
  table: ReactNode;
  tableBy?: TableAccess;
}

/** A drawing with its name, its key, and the table behind it. It is drawn for the place that it has, and not scaled. */
export function Figure({ label, sentence, ratio = 1.8, fill, legend, draw, table, tableBy = 'button' }: FigureProps) {
  const [place, box] = useBox();
  return (
    <figure className={classes(css.figure, fill && css.fill)}>
      <figcaption className={css.caption}>{label}</figcaption>
      <div ref={place} className={css.plot} style={fill ? {} : { aspectRatio: ratio }}>
        {box && (
          <svg viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={sentence} className={css.drawing}>
            {draw(box)}
          </svg>
        )}
      </div>
      {legend && (
        <div aria-hidden className={css.legend}>
          {legend}
        </div>
      )}
      <TableBehind by={tableBy}>{table}</TableBehind>
    </figure>
  );
}

/** The same figures as a table, for whoever reads numbers rather than shapes. */
export function TableBehind({ by, children }: { by: TableAccess; children: ReactNode }) {
  const { t } = useTranslation('charts');
  const id = useId();
  const [open, setOpen] = useState(false);
  if (by === 'spoken') {
    return <div className="sr-only">{children}</div>;
  }
  return (
    <div className={css.behind}>
      <Button
        look="quiet"
        icon={<Table2 aria-hidden />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t(open ? 'hideTable' : 'showTable')}
      </Button>
      <div id={id} hidden={!open} className={css.table}>
        {children}
      </div>
    </div>
  );
}

interface FiguresTableProps {
  caption: string;
  /** The first column names the row; the others are figures. */
  head: readonly string[];
  rows: readonly { id: string; cells: readonly string[] }[];
}

export function FiguresTable({ caption, head, rows }: FiguresTableProps) {
  return (
    <table className={css.figures}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells: [first, ...others] }) => (
          <tr key={id}>
            <th scope="row">{first}</th>
            {others.map((cell, at) => (
              <td key={head[at + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
