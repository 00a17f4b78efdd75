import { describe, expect, it } from 'vitest';
import { layOutHistogram, spanOf } from './histogramLayout';

const box = { width: 400, height: 200, unit: 16 };

describe('a histogram', () => {
  const histogram = {
    width: 0.25,
    bins: [
      { from: 84, count: 1 },
      { from: 84.25, count: 0 },
      { from: 84.5, count: 3 },
    ],
  };

  it('has a bar for each bin that is not empty, as many blocks high as there are scores', () => {
    const { bars } = layOutHistogram(histogram, box);
    expect(bars.map(({ from, blocks }) => [from, blocks.length])).toEqual([
      [84, 1],
      [84.5, 3],
    ]);
  });

  it('stands on its axis and inside its box', () => {
    const { bars, bottom, left, right, top } = layOutHistogram(histogram, box);
    for (const bar of bars) {
      expect(bar.x).toBeGreaterThan(left);
      expect(bar.x + bar.width).toBeLessThan(right);
      expect(bar.blocks[0]?.y).toBeLessThan(bottom);
      expect(bar.blocks.at(-1)?.y).toBeGreaterThanOrEqual(top);
    }
  });

  it('puts a score at the left edge of the bin that begins with it', () => {
    const { bars, x } = layOutHistogram(histogram, box);
    expect(Math.abs(x(84.5) - (bars[1]?.x ?? 0))).toBeLessThan(2);
  });

  it('shows three points even where all scores are the same', () => {
    const [from, to] = spanOf([{ from: 86, count: 5 }], 0.25);
    expect(to - from).toBeGreaterThanOrEqual(3);
    expect((from + to) / 2).toBeCloseTo(86.125);
  });

  it('keeps bars whole where blocks could not be counted', () => {
    const { bars } = layOutHistogram({ width: 0.25, bins: [{ from: 80, count: 60 }] }, box);
    expect(bars[0]?.blocks).toHaveLength(1);
  });
});
