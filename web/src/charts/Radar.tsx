import { useTranslation } from 'react-i18next';
import type { Box } from './box';
import { Figure, FiguresTable, type TableAccess } from './Figure';
import { Key, Shape } from './Key';
import keyCss from './Key.module.css';
import { type Numbers, useNumbers } from './numbers';
import css from './Radar.module.css';
import { type Axis, axesMin, layOutRadar, type RadarLayout } from './radarLayout';

interface RadarProps {
  axes: readonly Axis[];
  min: number;
  max: number;
  label: string;
  fill?: boolean;
  tableBy?: TableAccess;
}

/**
 * A panel's means around one scale, and beside them one's own. Two scales never share a radar; the one of intensities has round rings, the
 * others have edges. Nothing with fewer than three axes.
 */
export function Radar({ axes, min, max, label, ...rest }: RadarProps) {
  const { t, i18n } = useTranslation('charts');
  const numbers = useNumbers();
  if (axes.length < axesMin) {
    return null;
  }
  const compares = axes.some(({ own }) => own !== undefined);
  const said = (name: string, value: number | undefined) =>
    `${name} ${value === undefined ? '–' : numbers.tenths(value)}`;
  const list = new Intl.ListFormat(i18n.resolvedLanguage ?? 'en');
  const sentence = t(compares ? 'radar.sentenceBoth' : 'radar.sentence', {
    label,
    min,
    max,
    values: list.format(axes.map((axis) => said(axis.label, axis.value))),
    own: list.format(axes.map((axis) => said(axis.label, axis.own))),
  });
  return (
    <Figure
      {...rest}
      label={label}
      sentence={sentence}
      ratio={1.25}
      draw={(box) => <Drawing axes={axes} min={min} max={max} box={box} numbers={numbers} />}
      legend={
        compares && (
          <>
            <Key sign="panel">{t('radar.panel')}</Key>
            <Key sign="own">{t('radar.you')}</Key>
          </>
        )
      }
      table={
        <FiguresTable
          caption={sentence}
          head={[t('radar.axis'), t('radar.panel'), ...(compares ? [t('radar.you')] : [])]}
          rows={axes.map(({ id, label: name, value, own }) => ({
            id,
            cells: [name, cell(value, numbers), ...(compares ? [cell(own, numbers)] : [])],
          }))}
        />
      }
    />
  );
}

function cell(value: number | undefined, { tenths }: Numbers): string {
  return value === undefined ? '–' : tenths(value);
}

function Drawing({
  axes,
  min,
  max,
  box,
  numbers,
}: {
  axes: readonly Axis[];
  min: number;
  max: number;
  box: Box;
  numbers: Numbers;
}) {
  const layout = layOutRadar(axes, min, max, box);
  const { middle, spokes, labels, panel, own } = layout;
  const toMiddle = `translate(${middle.x} ${middle.y})`;
  const { unit } = box;
  return (
    <>
      <Rings layout={layout} round={min === 0 && max === 15} />
      {spokes.map(({ id, x, y }) => (
        <line key={id} x1={middle.x} y1={middle.y} x2={x} y2={y} className={css.ring} />
      ))}
      <g className={css.shape} style={{ transformOrigin: `${middle.x}px ${middle.y}px` }}>
        <path d={panel.path} transform={toMiddle} className={css.panel} />
        {panel.points.map(({ x, y }, at) => (
          <Shape key={axes[at]?.id} sign="panel" x={x} y={y} size={unit * 0.3} />
        ))}
        {own && <path d={own.path} transform={toMiddle} className={keyCss.own} />}
        {own?.points.map(({ x, y }, at) => (
          <Shape key={axes[at]?.id} sign="own" x={x} y={y} size={unit * 0.26} />
        ))}
      </g>
      {layout.rings.map(({ value, radius }) => (
        <text key={value} x={middle.x + unit * 0.25} y={middle.y - radius + unit * 0.85} className={css.tick}>
          {numbers.plain(value)}
        </text>
      ))}
      {labels.map(({ id, x, y, anchor, label, value }) => (
        <text key={id} x={x} y={y} textAnchor={anchor}>
          {label}
          <tspan x={x} dy="1.2em" className={css.value}>
            {cell(value, numbers)}
          </tspan>
        </text>
      ))}
    </>
  );
}

interface RingsProps {
  layout: RadarLayout;
  round: boolean;
}

function Rings({ layout: { rings, middle }, round }: RingsProps) {
  return rings.map(({ value, radius, path }) =>
    round ? (
      <circle key={value} cx={middle.x} cy={middle.y} r={radius} className={css.ring} />
    ) : (
      <path key={value} d={path} transform={`translate(${middle.x} ${middle.y})`} className={css.ring} />
    ),
  );
}
