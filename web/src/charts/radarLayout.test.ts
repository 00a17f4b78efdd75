import { describe, expect, it } from 'vitest';
import { layOutRadar, ringsOf } from './radarLayout';

const box = { width: 600, height: 500, unit: 16 };
const axes = ['fragrance', 'aroma', 'flavor', 'aftertaste'].map((id, at) => ({ id, label: id, value: 3 * (at + 1) }));

describe('a radar', () => {
  it('has its first axis at the top and goes round clockwise', () => {
    const { spokes, middle, radius } = layOutRadar(axes, 0, 15, box);
    expect(spokes[0]).toMatchObject({ id: 'fragrance', x: middle.x, y: middle.y - radius });
    expect(spokes[1]?.x).toBeCloseTo(middle.x + radius);
    expect(spokes[1]?.y).toBeCloseTo(middle.y);
  });

  it('puts a value as far out as it lies on the scale', () => {
    const { panel, middle, radius } = layOutRadar(axes, 0, 15, box);
    expect(middle.y - (panel.points[0]?.y ?? 0)).toBeCloseTo((3 / 15) * radius);
  });

  it('begins in the middle with the least value of the scale, which need not be zero', () => {
    const { panel, middle } = layOutRadar([{ id: 'a', label: 'a', value: 1 }, ...axes.slice(1)], 1, 9, box);
    expect(panel.points[0]).toEqual(middle);
  });

  it('never draws beyond its rim', () => {
    const { panel, middle, radius } = layOutRadar([{ id: 'a', label: 'a', value: 40 }, ...axes.slice(1)], 0, 15, box);
    expect(middle.y - (panel.points[0]?.y ?? 0)).toBeCloseTo(radius);
  });

  it('shows the own values only where there are some', () => {
    expect(layOutRadar(axes, 0, 15, box).own).toBeUndefined();
    expect(
      layOutRadar(
        axes.map((axis) => ({ ...axis, own: 5 })),
        0,
        15,
        box,
      ).own?.points,
    ).toHaveLength(4);
  });

  it('keeps its labels inside its box', () => {
    const { labels, radius } = layOutRadar(axes, 0, 15, box);
    expect(radius).toBeGreaterThan(100);
    for (const { x, y } of labels) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(box.width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(box.height);
    }
  });

  it('has rings on whole numbers, and one at the rim', () => {
    expect(ringsOf(0, 15)).toEqual([5, 10, 15]);
    expect(ringsOf(1, 9)).toEqual([3, 5, 7, 9]);
    expect(ringsOf(6, 10)).toEqual([7, 8, 9, 10]);
  });
});
