/** Where the parts of a radar stand. */
import { range } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { curveLinearClosed, lineRadial } from 'd3-shape';
import { type Box, textWidth } from './box';

export interface Axis {
  id: string;
  label: string;
  /** The panel's mean; absent when nobody entered it. */
  value?: number | undefined;
  /** What the reader entered, where that is shown beside the panel. */
  own?: number | undefined;
}

export interface Point {
  x: number;
  y: number;
}

export interface RadarLayout {
  middle: Point;
  radius: number;
  rings: { value: number; radius: number; path: string }[];
  spokes: (Point & { id: string })[];
  labels: (Point & { id: string; anchor: 'start' | 'middle' | 'end'; label: string; value?: number | undefined })[];
  panel: { path: string; points: Point[] };
  own?: { path: string; points: Point[] };
}

/** A shape needs as many corners. */
export const axesMin = 3;

const turn = 2 * Math.PI;

/** Angles run clockwise from the top, in the order of the axes. The middle is the scale's least value. */
export function layOutRadar(axes: readonly Axis[], min: number, max: number, box: Box): RadarLayout {
  const { width, height, unit } = box;
  const radius = Math.max(
    unit * 2,
    Math.min(...axes.map(({ label }, index) => room(label, (index / axes.length) * turn, box))),
  );
  const middle = { x: width / 2, y: height / 2 };
  const r = scaleLinear().domain([min, max]).range([0, radius]).clamp(true);
  const at = (index: number, distance: number): Point => {
    const angle = (index / axes.length) * turn;
    return { x: middle.x + distance * Math.sin(angle), y: middle.y - distance * Math.cos(angle) };
  };
  const shape = (values: readonly number[]): string =>
    closed(values.map((value, index) => [(index / axes.length) * turn, r(value)]));
  const panel = axes.map(({ value }) => value ?? min);
  const own = axes.map((axis) => axis.own ?? min);
  return {
    middle,
    radius,
    rings: ringsOf(min, max).map((value) => ({ value, radius: r(value), path: shape(axes.map(() => value)) })),
    spokes: axes.map(({ id }, index) => ({ id, ...at(index, radius) })),
    labels: axes.map(({ id, label, value }, index) => {
      const sideways = Math.sin((index / axes.length) * turn);
      const anchor = Math.abs(sideways) < 0.15 ? 'middle' : sideways > 0 ? 'start' : 'end';
      const place = at(index, radius + unit * (anchor === 'middle' ? 1.6 : 0.8));
      return { id, label, value, anchor, ...place };
    }),
    panel: { path: shape(panel), points: panel.map((value, index) => at(index, r(value))) },
    ...(axes.some((axis) => axis.own !== undefined)
      ? { own: { path: shape(own), points: own.map((value, index) => at(index, r(value))) } }
      : {}),
  };
}

/** How far out an axis may go in this direction, so that its label of two lines still has a place. */
function room(label: string, angle: number, { width, height, unit }: Box): number {
  const sideways = Math.abs(Math.sin(angle));
  const upright = Math.abs(Math.cos(angle));
  const beside = (width / 2 - (textWidth(label) + 1) * unit) / Math.max(sideways, 0.15);
  const above = (height / 2 - 2.9 * unit) / Math.max(upright, 0.15);
  return sideways < 0.15 ? above : Math.min(beside, above);
}

/** At equal distances, on whole numbers where that can be; the last is the rim. */
export function ringsOf(min: number, max: number): number[] {
  const count = [4, 3, 5].find((rings) => Number.isInteger((max - min) / rings)) ?? 4;
  return range(1, count + 1).map((ring) => min + (ring * (max - min)) / count);
}

function closed(points: [number, number][]): string {
  return lineRadial().curve(curveLinearClosed)(points) ?? '';
}
