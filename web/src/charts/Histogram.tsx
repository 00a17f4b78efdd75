import { useTranslation } from 'react-i18next';
import type { Histogram as Bins } from '../client';
import type { Box } from './box';
import { Figure, FiguresTable, type TableAccess } from './Figure';
import css from './Histogram.module.css';
import { layOutHistogram } from './histogramLayout';
import { Key, Shape } from './Key';
import keyCss from './Key.module.css';
import { type Numbers, useNumbers } from './numbers';

interface HistogramProps {
  histogram: Bins;
  mean?: number | undefined;
  median?: number | undefined;
  /** What was scored. */
  label: string;
  fill?: boolean;
  tableBy?: TableAccess;
}

/** How a panel's scores lie: a block for each, with the mean and the median marked. */
export function Histogram({ histogram, mean, median, label, ...rest }: HistogramProps) {
  const { t } = useTranslation('charts');
  const numbers = useNumbers();
  const { points } = numbers;
  const filled = histogram.bins.filter(({ count }) => count > 0);
  const sentence = t(mean === undefined || median === undefined ? 'histogram.scoresOnly' : 'histogram.sentence', {
    label,
    scores: filled.reduce((sum, { count }) => sum + count, 0),
    from: points(filled[0]?.from ?? 0),
    to: points((filled.at(-1)?.from ?? 0) + histogram.width),
    mean: points(mean ?? 0),
    median: points(median ?? 0),
  });
  return (
    <Figure
      {...rest}
      label={label}
      sentence={sentence}
      draw={(box) => <Drawing histogram={histogram} mean={mean} median={median} box={box} numbers={numbers} />}
      legend={
        <>
          {mean !== undefined && <Key sign="mean">{t('histogram.mean', { points: points(mean) })}</Key>}
          {median !== undefined && <Key sign="median">{t('histogram.median', { points: points(median) })}</Key>}
        </>
      }
      table={
        <FiguresTable
          caption={sentence}
          head={[t('histogram.bin'), t('histogram.count')]}
          rows={filled.map(({ from, count }) => ({ id: String(from), cells: [points(from), String(count)] }))}
        />
      }
    />
  );
}

interface DrawingProps {
  histogram: Bins;
  mean: number | undefined;
  median: number | undefined;
  box: Box;
  numbers: Numbers;
}

function Drawing({ histogram, mean, median, box, numbers }: DrawingProps) {
  const { left, right, top, bottom, bars, ticks, x } = layOutHistogram(histogram, box);
  const { unit } = box;
  const mark = (sign: 'mean' | 'median', points: number | undefined) =>
    points !== undefined && (
      <g className={css.mark}>
        <line x1={x(points)} x2={x(points)} y1={top} y2={bottom + unit * 0.5} className={keyCss[sign]} />
        <Shape sign={sign} x={x(points)} y={bottom + unit * 0.62} size={unit * 0.36} />
      </g>
    );
  return (
    <>
      <line x1={left} x2={right} y1={bottom} y2={bottom} className={css.axis} />
      {ticks.map((tick) => (
        <g key={tick.value}>
          <line x1={tick.x} x2={tick.x} y1={bottom} y2={bottom + unit * 0.3} className={css.axis} />
          <text x={tick.x} y={bottom + unit * 2.1} textAnchor="middle">
            {numbers.plain(tick.value)}
          </text>
        </g>
      ))}
      {bars.map((bar, at) => (
        <g key={bar.from} className={css.bar} style={{ animationDelay: `${at * 40}ms` }}>
          {bar.blocks.map(({ y, height }) => (
            <rect key={y} x={bar.x} y={y} width={bar.width} height={height} rx={Math.min(unit * 0.25, bar.width / 4)} />
          ))}
        </g>
      ))}
      {mark('median', median)}
      {mark('mean', mean)}
    </>
  );
}
