import { describe, expect, it, test } from 'vitest';
import type { DefectReport } from '../../../client';
import { readEntry } from './entry';
import { formOf, row, sample } from './forms.fixture';
import { completionOf, scoreOf } from './score';

const scales = (ids: string[], values: number[]) =>
  Object.fromEntries(ids.map((id, at) => [id, values[at] ?? Number.NaN]));
const all = (value: number) => Array.from({ length: 8 }, () => value);

describe('sca-2004', () => {
  const form = formOf('sca-2004');
  const ids = ['fragrance-aroma', 'flavor', 'aftertaste', 'acidity', 'body', 'balance', 'overall'];
  const sheet = (values: number[], [u, c, s]: number[], defects: DefectReport[] = [], cups = 5) =>
    readEntry(
      form,
      cups,
      sample({
        scores: scales(ids, values),
        cups: { uniformity: row(u ?? 0, cups), 'clean-cup': row(c ?? 0, cups), sweetness: row(s ?? 0, cups) },
        defects,
      }),
    );

  test.each([
    [[8, 8.25, 8, 8, 7.75, 8, 8.25], [5, 5, 5], [], 86.25],
    [[7.5, 7.5, 7.25, 7.5, 7.5, 7.5, 7.5], [5, 5, 5], [], 82.25],
    [[7, 7, 6.75, 7, 7.25, 7, 7], [4, 5, 5], [{ type: 'taint', cups: 1 }], 75],
    [[6.5, 6.25, 6, 6.25, 6.5, 6.25, 6], [3, 3, 4], [{ type: 'fault', cups: 2 }], 55.75],
    [[10, 10, 10, 10, 10, 10, 10], [5, 5, 5], [], 100],
  ])('%j with cups %j and defects %j is %d', (values, cups, defects, points) => {
    expect(scoreOf(form, sheet(values, cups, defects)).points).toBe(points);
  });

  it('weighs other numbers of cups as usual, and says so', () => {
    const ten = { points: 100, adapted: true, untyped: 0 };
    expect(scoreOf(form, sheet([10, 10, 10, 10, 10, 10, 10], [3, 3, 3], [], 3))).toEqual(ten);
    const alone = sheet([10, 10, 10, 10, 10, 10, 10], [0, 1, 1], [], 1);
    expect(scoreOf(form, alone)).toEqual(ten);
    expect(completionOf(form, alone).of).toBe(9);
  });

  it('does not score before all ten are in', () => {
    const almost = readEntry(
      form,
      5,
      sample({ scores: scales(ids, [8, 8, 8, 8, 8, 8, 8]), cups: { uniformity: row(5) } }),
    );
    expect(completionOf(form, almost)).toEqual({ filled: 8, of: 10, missing: ['clean-cup', 'sweetness'] });
    expect(scoreOf(form, almost).points).toBeUndefined();
  });

  it('lets no deduction be lost: a wrong report is one more thing that is missing', () => {
    const wrong = sheet([8, 8, 8, 8, 8, 8, 8], [5, 5, 5], [{ type: 'smoke', cups: 1 }]);
    expect(completionOf(form, wrong)).toEqual({ filled: 10, of: 11, missing: ['defects'] });
    expect(scoreOf(form, wrong).points).toBeUndefined();
  });
});

describe('cva-affective', () => {
  const form = formOf('cva-affective');
  const ids = ['fragrance', 'aroma', 'flavor', 'aftertaste', 'acidity', 'sweetness', 'mouthfeel', 'overall'];
  const sheet = (values: number[], nonUniform: boolean[], defective: boolean[], defects: DefectReport[] = []) =>
    readEntry(
      form,
      5,
      sample({ scores: scales(ids, values), cups: { 'non-uniform': nonUniform, defective }, defects }),
    );

  // u counts the cups that are defective, too.
  test.each([
    [all(5), 0, 0, 79],
    [all(6), 0, 0, 84.25],
    [all(7), 0, 0, 89.5],
    [all(9), 0, 0, 100],
    [all(1), 0, 0, 58],
    [all(8), 1, 1, 88.75],
    [[5, 5, 6, 7, 6, 7, 7, 6], 0, 0, 85],
    [[5, 5, 6, 6, 5, 6, 5, 6], 0, 0, 81.75],
    [[7, 7, 8, 7, 8, 7, 7, 8], 1, 0, 89.5],
    [[7, 7, 8, 7, 8, 7, 7, 8], 2, 1, 83.5],
  ])('%j with u = %d, d = %d is %d', (values, u, d, points) => {
    const defects = d > 0 ? [{ type: 'moldy' }] : [];
    expect(scoreOf(form, sheet(values, row(u), row(d), defects)).points).toBe(points);
  });

  it('counts every defective cup as different from the others as well', () => {
    expect(scoreOf(form, sheet(all(8), row(0), row(1), [{ type: 'potato' }])).points).toBe(88.75);
  });

  it('is 28 with all cups marked for both, and does not call them different when all are bad alike', () => {
    expect(scoreOf(form, sheet(all(1), row(5), row(5), [{ type: 'phenolic' }])).points).toBe(28);
    expect(scoreOf(form, sheet(all(1), row(0), row(5), [{ type: 'phenolic' }])).points).toBe(38);
  });

  it('takes nothing off for a defective cup without a type, and counts those', () => {
    expect(scoreOf(form, sheet(all(7), row(0), row(2)))).toEqual({ points: 89.5, adapted: false, untyped: 2 });
  });

  it('rounds ties up at each sum that has one', () => {
    const sums: [number, number][] = [
      [12, 60.75],
      [28, 71.25],
      [44, 81.75],
      [60, 92.25],
    ];
    for (const [sum, points] of sums) {
      const values = all(Math.floor(sum / 8)).map((value, at) => value + (at < sum % 8 ? 1 : 0));
      expect(scoreOf(form, sheet(values, row(0), row(0))).points).toBe(points);
    }
  });

  it('needs eight marks; a one is not missing', () => {
    const one = readEntry(form, 5, sample({ scores: { fragrance: 1, aroma: 0, flavor: 5.5 } }));
    expect(completionOf(form, one)).toMatchObject({ filled: 1, of: 8 });
  });
});

describe('coe', () => {
  const form = formOf('coe');
  const ids = ['clean-cup', 'sweetness', 'acidity', 'mouthfeel', 'flavor', 'aftertaste', 'balance', 'overall'];
  test.each([
    [all(6), [], 84],
    [all(8), [], 100],
    [[7, 7, 6.5, 7, 7, 6.5, 7, 7], [], 91],
    [[7, 7, 6.5, 7, 7, 6.5, 7, 7], [{ intensity: 2, cups: 1 }], 83],
  ])('%j with %j is %d', (values, defects, points) => {
    const entry = readEntry(form, 4, sample({ scores: scales(ids, values), defects }));
    expect(scoreOf(form, entry).points).toBe(points);
  });
});

describe('forms that only record', () => {
  it('have no score, and say how far they are', () => {
    const form = formOf('cva-descriptive');
    const entry = readEntry(form, 5, sample({ scores: { fragrance: 0, aroma: 15 } }));
    expect(completionOf(form, entry)).toMatchObject({ filled: 2, of: 7 });
    expect(scoreOf(form, entry).points).toBeUndefined();
  });

  it('ask for a word where they ask for a note: a blank is none', () => {
    const form = formOf('cva-extrinsic');
    expect(completionOf(form, readEntry(form, 1, sample({ notes: { country: '  ' } })))).toMatchObject({
      filled: 0,
      of: 1,
    });
    expect(completionOf(form, readEntry(form, 1, sample({ notes: { country: 'Kenya' } })))).toMatchObject({
      filled: 1,
      of: 1,
    });
  });
});
