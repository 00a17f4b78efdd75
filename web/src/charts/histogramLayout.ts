/** Where the parts of a histogram stand. */
import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Histogram } from '../client';
import type { Box } from './box';

export interface Bar {
  from: number;
  count: number;
  x: number;
  width: number;
  /** Of each score that is in it, from the bottom up; one for all where they would be too thin to be counted. */
  blocks: { y: number; height: number }[];
}

export interface HistogramLayout {
  left: number;
  right: number;
  top: number;
  bottom: number;
  bars: Bar[];
  ticks: { value: number; x: number }[];
  x: (points: number) => number;
}

/** Fewer points side by side than this would make small differences look large. */
const spanMin = 3;

/** In units: a block that is lower cannot be counted by eye. */
const blockHeightMin = 0.35;

export function layOutHistogram({ width: step, bins }: Histogram, { width, height, unit }: Box): HistogramLayout {
  const left = unit * 0.9;
  const right = Math.max(left + unit, width - unit * 0.9);
  const top = unit * 0.5;
  const bottom = Math.max(top + unit, height - unit * 2.6);
  const x = scaleLinear().domain(spanOf(bins, step)).range([left, right]);
  const highest = max(bins, ({ count }) => count) ?? 1;
  // A single score should not fill the whole height.
  const blockHeight = (bottom - top) / Math.max(highest, 4);
  const gap = Math.min(unit * 0.12, blockHeight * 0.2);
  const bars = bins
    .filter(({ count }) => count > 0)
    .map(({ from, count }) => ({
      from,
      count,
      x: x(from) + gap / 2,
      width: Math.max(1, x(from + step) - x(from) - gap),
      blocks: stack(count, blockHeight, gap, bottom, blockHeight < unit * blockHeightMin),
    }));
  const room = Math.max(2, Math.floor((right - left) / (unit * 4)));
  const ticks = x.ticks(room).map((value) => ({ value, x: x(value) }));
  return { left, right, top, bottom, bars, ticks, x: (points) => x(points) };
}

/** What the axis holds: all bins with one to spare at each side, in whole bins, and never less than a few points. */
export function spanOf(bins: Histogram['bins'], step: number): [number, number] {
  const first = bins[0]?.from ?? 0;
  const last = (bins.at(-1)?.from ?? 0) + step;
  const missing = Math.max(0, spanMin - (last - first + 2 * step));
  const beside = step + Math.ceil(missing / 2 / step) * step;
  return [first - beside, last + beside];
}

function stack(count: number, height: number, gap: number, bottom: number, solid: boolean): Bar['blocks'] {
  if (solid) {
    return [{ y: bottom - count * height, height: count * height }];
  }
  return Array.from({ length: count }, (_, at) => ({ y: bottom - (at + 1) * height + gap / 2, height: height - gap }));
}
